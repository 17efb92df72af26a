namespace Relay;

/// <summary>What to do when a copy is wanted: take the one that is there, or make a new attempt.</summary>
public abstract record CopyChoice
{
    private CopyChoice() { }

    /// <summary>A copy of this very snapshot is there and alive: carry on with it.</summary>
    public sealed record Existing(CopyFacts Copy) : CopyChoice;

    /// <summary>Make a copy of this name.</summary>
    public sealed record Attempt(string Name) : CopyChoice;
}

/// <summary>
/// "Already exists" is looked at: ours and alive goes on, ours and failed is left and the next attempt takes a suffix,
/// someone else's is refused.
/// </summary>
public static class CopyAttempts
{
    /// <summary>All names that copies of one snapshot can have.</summary>
    public static IReadOnlyList<string> NamesOf(string copyName) =>
        [.. Enumerable.Range(0, Names.Attempts).Select(i => Names.Attempt(copyName, i))];

    /// <summary>Chooses, given what exists under those names.</summary>
    /// <exception cref="CopyNameTakenException">A name is somebody else's.</exception>
    /// <exception cref="AttemptsExhaustedException">Every attempt has failed.</exception>
    public static CopyChoice Choose(
        string copyName,
        SnapshotIdentity source,
        IReadOnlyList<CopyFacts> existing
    )
    {
        if (existing.FirstOrDefault(copy => !copy.Tags.SayMadeFrom(source)) is { } foreign)
        {
            throw new CopyNameTakenException($"{foreign.Arn}");
        }

        if (Alive(existing) is { } alive)
        {
            return new CopyChoice.Existing(alive);
        }

        var names = NamesOf(copyName);
        var lastUsed = existing.Select(copy => names.IndexOf(copy.Name)).DefaultIfEmpty(-1).Max();
        return lastUsed + 1 < names.Count
            ? new CopyChoice.Attempt(names[lastUsed + 1])
            : throw new AttemptsExhaustedException(copyName, Names.Attempts);
    }

    /// <summary>The living copy among attempts: an available one rather than one in progress.</summary>
    public static CopyFacts? Alive(IReadOnlyList<CopyFacts> existing) =>
        existing.FirstOrDefault(c => c.State == SnapshotState.Available)
        ?? existing.FirstOrDefault(c => c.State == SnapshotState.InProgress);

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
