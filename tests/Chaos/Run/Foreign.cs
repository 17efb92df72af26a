using LocalCloud.Backup;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>What others own where the relay works: it must be the same afterwards.</summary>
internal sealed class Foreign
{
    private const string Partner = "333333333333";
    private readonly Estate _estate;
    private readonly List<DbSnapshot> _snapshots = [];
    private readonly List<RecoveryPoint> _points = [];
    private readonly string _before;

    /// <summary>Plants it.</summary>
    public Foreign(Estate estate)
    {
        _estate = estate;
        lock (estate.Cloud.Agenda.Gate)
        {
            var (here, there) = (estate.SourceRegion, estate.DrRegion);
            Plant(Estate.Source, here, "of-last-year", [Estate.Dr], ("owner", "payroll"));
            Plant(Estate.Source, there, "audit", [Estate.Dr], ("owner", "audit"));
            Plant(Estate.Source, there, "snapshot-relay-by-hand", [Partner]);
            Plant(Estate.Dr, there, "payroll-final", [Partner], ("owner", "payroll"));
            Plant(Estate.Dr, there, $"snapshot-relay-{Estate.Source}-{here}-not-really", []);
            if (estate.Relay.DrVaultArn is { } vault)
            {
                Plant(vault);
            }
        }

        _before = Look();
    }

    /// <summary>True of a snapshot that was planted.</summary>
    public bool Is(DbSnapshot snapshot) => _snapshots.Contains(snapshot);

    /// <summary>What has changed of it, or null.</summary>
    public string? Changed()
    {
        var now = Look();
        return now == _before ? null : $"before:\n{_before}\nafter:\n{now}";
    }

    private void Plant(
        string account,
        string region,
        string name,
        string[] sharedWith,
        params (string Key, string Value)[] tags
    )
    {
        var state = _estate.Cloud.Rds.State;
        var facts = state.Databases.First(d => d.Kind == RdsKind.Instance).Facts;
        var snapshot = new DbSnapshot
        {
            Arn = RdsArn.Of(account, region, RdsKind.Instance.SnapshotArn, name),
            Database = facts with
            {
                Arn = RdsArn.Of(account, region, RdsKind.Instance.DatabaseArn, "theirs"),
                ResourceId = "db-THEIRS",
            },
            Encryption = StorageEncryption.None,
        };
        var taken = _estate.Cloud.Agenda.Now.AddYears(-1);
        snapshot.Complete(taken, taken);
        snapshot.Tags.AddRange(tags.Select(t => new RdsTag(t.Key, t.Value)));
        snapshot.SharedWith.UnionWith(sharedWith);
        state.Add(snapshot);
        _snapshots.Add(snapshot);
    }

    private void Plant(string vaultArn)
    {
        var taken = _estate.Cloud.Agenda.Now.AddDays(-1);
        var point = new RecoveryPoint
        {
            Arn = $"arn:aws:ec2:{_estate.DrRegion}::snapshot/snap-0123456789abcdef0",
            Vault = _estate.Cloud.Backup.State.Vaults.Single(v => $"{v.Arn}" == vaultArn),
            Resource = new ProtectedResource(
                $"arn:aws:ec2:{_estate.DrRegion}:{Estate.Dr}:volume/vol-0123456789abcdef0",
                "EBS",
                "theirs",
                8
            ),
            IamRoleArn = $"arn:aws:iam::{Estate.Dr}:role/theirs",
            CreationDate = taken,
            InitiationDate = taken,
            Lifecycle = Lifecycle.ForEver,
            CompletionDate = taken,
            Status = "COMPLETED",
        };
        _estate.Cloud.Backup.State.Add(point);
        _points.Add(point);
    }

    private string Look()
    {
        lock (_estate.Cloud.Agenda.Gate)
        {
            var (rds, backup) = (_estate.Cloud.Rds.State, _estate.Cloud.Backup.State);
            var snapshots = _snapshots.Select(s =>
                rds.Holds(s)
                    ? $"{s.Arn} {s.Status} with {string.Join(',', s.SharedWith)} tags {string.Join(',', s.Tags)}"
                    : $"{s.Arn} is gone"
            );
            var points = _points.Select(p =>
                $"{p.Arn} {p.Status} {(backup.Point(p.Arn) == p ? "there" : "gone")}"
            );
            return string.Join('\n', [.. snapshots, .. points]);
        }
    }
}
