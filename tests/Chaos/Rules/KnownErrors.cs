using Relay;

namespace Chaos;

/// <summary>The names of the errors that a function of ours may end with.</summary>
internal static class KnownErrors
{
    /// <summary>The relay's own.</summary>
    public static IReadOnlySet<string> OfTheRelay { get; } =
        typeof(RelayException)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(RelayException)))
            .Select(t => t.Name)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>True of the relay's own, and of Lambda's for a function that was killed or took too long.</summary>
    public static bool Include(string error) =>
        error is "Runtime.ExitError" or "Sandbox.Timedout" || OfTheRelay.Contains(error);
}
