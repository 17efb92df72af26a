namespace Relay;

/// <summary>What is asked of a key's or a vault's policy.</summary>
/// <param name="Who">For people: who is to be let in.</param>
/// <param name="Principal">The ARN of the role; of an account's root where any principal of it is meant.</param>
/// <param name="Actions">What it is to do, like kms:Decrypt.</param>
/// <param name="Context">
/// The condition keys that are known, like kms:ViaService; null for one that is known not to be there. Any other makes an answer unsure.
/// </param>
public sealed record PolicyQuestion(
    string Who,
    string Principal,
    IReadOnlyList<string> Actions,
    IReadOnlyDictionary<string, string?> Context
)
{
    /// <summary>The account that the principal is of.</summary>
    public string Account => Principal.Split(':') is [_, _, _, _, var account, ..] ? account : "";
}

/// <summary>What a policy answers.</summary>
public abstract record PolicyAnswer
{
    private PolicyAnswer() { }

    /// <summary>It lets the principal do all of it; whether an IAM policy does too, it does not say.</summary>
    public sealed record Allows : PolicyAnswer;

    /// <summary>It does not allow these actions, or denies them.</summary>
    public sealed record Refuses(IReadOnlyList<string> Actions) : PolicyAnswer;

    /// <summary>It depends on what can't be known here.</summary>
    public sealed record Unsure(string Why) : PolicyAnswer;
}
