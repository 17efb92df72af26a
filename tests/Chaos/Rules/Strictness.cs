namespace Chaos;

/// <summary>What the relay has: each makes the invariants stricter. Set where the function or the template's part lands.</summary>
internal static class Strictness
{
    /// <summary>
    /// A scheduled function starts what is missing and withdraws shares that nobody needs: a lost event, a stopped execution, a copy
    /// that somebody deleted are no excuse any more.
    /// </summary>
    public static bool Reconciles => true;

    /// <summary>
    /// Reconcile tells the copies of two backups apart that AWS Backup made of one database within a minute. Until it does, the copy of one
    /// counts for the other.
    /// </summary>
    public static bool TellsTwinsApart => false;

    /// <summary>A failure is a message in the topic's inbox: a failed execution or a dead letter alone is no excuse any more.</summary>
    public static bool Alarms => true;
}
