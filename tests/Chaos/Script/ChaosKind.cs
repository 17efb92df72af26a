namespace Chaos;

/// <summary>What can happen.</summary>
public enum ChaosKind
{
    /// <summary>RDS takes an automated snapshot of database Which.</summary>
    AutomatedSnapshot,

    /// <summary>A person takes a snapshot of database Which.</summary>
    ManualSnapshot,

    /// <summary>AWS Backup backs up database Which.</summary>
    Backup,

    /// <summary>An event about snapshots is never delivered: Skip, Again.</summary>
    DropEvent,

    /// <summary>It is delivered at once and after Seconds: Skip, Again.</summary>
    DoubleEvent,

    /// <summary>It is delivered after Seconds, later than others: Skip, Again.</summary>
    DelayEvent,

    /// <summary>A call of the relay's is throttled: Skip, Again.</summary>
    Throttle,

    /// <summary>A call is denied: Skip, Again.</summary>
    Deny,

    /// <summary>A call fails on AWS's side and takes no effect: Skip, Again.</summary>
    Fail,

    /// <summary>A call takes effect, and then fails: Skip, Again.</summary>
    FailAfter,

    /// <summary>The function dies before a call: Skip, Again.</summary>
    Crash,

    /// <summary>The function dies after a call took effect: Skip, Again.</summary>
    CrashAfter,

    /// <summary>A call takes effect and is never answered: Skip, Again.</summary>
    Silence,

    /// <summary>A call is refused since its credentials have expired: Skip, Again.</summary>
    ExpireCredentials,

    /// <summary>A copy in the source account's DR Region fails at Percent: Skip, Again.</summary>
    FailRegionCopy,

    /// <summary>A copy in the DR account fails at Percent: Skip, Again.</summary>
    FailAccountCopy,

    /// <summary>A copy in the source account's DR Region takes Seconds longer: Skip, Again.</summary>
    HoldRegionCopy,

    /// <summary>A copy in the DR account takes Seconds longer: Skip, Again.</summary>
    HoldAccountCopy,

    /// <summary>A copy in the source account's DR Region stands still at Percent for Seconds: Skip, Again.</summary>
    StallRegionCopy,

    /// <summary>A copy in the DR account stands still at Percent for Seconds: Skip, Again.</summary>
    StallAccountCopy,

    /// <summary>A copy job fails: Skip, Again.</summary>
    FailCopyJob,

    /// <summary>A copy job stays CREATED for Seconds: Skip, Again.</summary>
    HoldCopyJob,

    /// <summary>Somebody deletes source snapshot Which.</summary>
    DeleteSource,

    /// <summary>Somebody deletes source snapshot Which, and takes one of the same name.</summary>
    RecreateSource,

    /// <summary>Somebody deletes region copy Which, made or in the making.</summary>
    DeleteRegionCopy,

    /// <summary>Somebody deletes account copy Which, made or in the making.</summary>
    DeleteAccountCopy,

    /// <summary>Somebody cancels region copy Which of those in the making.</summary>
    CancelRegionCopy,

    /// <summary>Somebody cancels account copy Which of those in the making.</summary>
    CancelAccountCopy,

    /// <summary>Somebody revokes the grants that RDS has on the source key, region key or account key (Which): copies that need it fail.</summary>
    RevokeGrants,

    /// <summary>Somebody ends the share of whatever is shared.</summary>
    EndShares,

    /// <summary>Somebody disables the source key, region key or account key (Which) and enables it after Seconds, if that is not 0.</summary>
    DisableKey,

    /// <summary>Somebody schedules the deletion of a key (Which), and takes it back after Seconds, if that is not 0.</summary>
    ScheduleKeyDeletion,

    /// <summary>Others take all copy slots of the Region for Seconds.</summary>
    FillCopySlots,

    /// <summary>Others take the room for manual snapshots for Seconds.</summary>
    FillManualSnapshots,

    /// <summary>Somebody shares snapshot or region copy Which with as many accounts as AWS allows, for Seconds, if that is not 0.</summary>
    FillShares,

    /// <summary>Somebody stops execution Which.</summary>
    StopExecution,

    /// <summary>The source Region is lost for good: no call is answered, no event leaves, what is copied from there fails.</summary>
    LoseSourceRegion,

    /// <summary>Reconcile runs as its schedule has it run, in the midst of it all.</summary>
    Reconcile,

    /// <summary>PruneCopies runs in both accounts, in the midst of it all.</summary>
    Prune,

    /// <summary>MeasureRecoverability runs in both accounts.</summary>
    Measure,

    /// <summary>Whoever has the source account and the relay's roles tries to harm the DR account.</summary>
    Hostile,
}
