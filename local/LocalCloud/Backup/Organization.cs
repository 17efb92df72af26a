namespace LocalCloud.Backup;

/// <summary>The one organization of a cloud. Touched under the agenda's gate.</summary>
/// <param name="settings">As at the start.</param>
/// <param name="members">The members beside the management account.</param>
public sealed class Organization(OrganizationSettings settings, IEnumerable<string> members)
{
    private readonly SortedSet<string> _members = new(members, StringComparer.Ordinal);
    private DateTimeOffset? _disabledAt;

    /// <summary>The value of <c>aws:PrincipalOrgID</c>.</summary>
    public string Id => settings.Id;

    /// <summary>The management account.</summary>
    public string ManagementAccountId { get; private set; } = settings.ManagementAccountId;

    /// <summary>The other members.</summary>
    public IReadOnlyCollection<string> Members => _members;

    /// <summary>What DescribeGlobalSettings says of cross-account backup.</summary>
    public bool CrossAccountBackup { get; private set; } = settings.CrossAccountBackup;

    /// <summary>When a setting was last changed; null for never.</summary>
    public DateTimeOffset? LastUpdateTime { get; private set; }

    /// <summary>True of the management account and of the other members; of nobody when there are no other members.</summary>
    public bool Has(string accountId) =>
        _members.Count > 0 && (accountId == ManagementAccountId || _members.Contains(accountId));

    /// <summary>Whether copies between accounts start; for a while after the setting was switched off they still do.</summary>
    public bool AllowsCopies(DateTimeOffset now, TimeSpan disablingTakes) =>
        CrossAccountBackup || now - _disabledAt < disablingTakes;

    /// <summary>Switches cross-account backup on or off.</summary>
    public void SetCrossAccountBackup(bool enabled, DateTimeOffset now)
    {
        if (CrossAccountBackup && !enabled)
        {
            _disabledAt = now;
        }

        (CrossAccountBackup, LastUpdateTime) = (enabled, now);
    }

    /// <summary>Other accounts are in it from now on.</summary>
    public void SetMembers(string managementAccountId, IEnumerable<string> members)
    {
        ManagementAccountId = managementAccountId;
        _members.Clear();
        _members.UnionWith(members);
    }
}
