using System.Globalization;
using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    /// <summary>Of the account's quotas (API reference, AccountQuota) those that are kept here: manual snapshots.</summary>
    private IEnumerable<XElement> DescribeAccountAttributes(AwsCall call, QueryInput input)
    {
        _log.Add(call, "rds:DescribeAccountAttributes", "*");
        var there = _state.SnapshotsIn(call.Caller.AccountId, call.Region).ToList();
        return
        [
            new XElement(
                "AccountQuotas",
                Quota("ManualSnapshots", RdsKind.Instance),
                Quota("ManualClusterSnapshots", RdsKind.Cluster)
            ),
        ];

        XElement Quota(string name, RdsKind kind) =>
            new(
                "AccountQuota",
                new XElement("AccountQuotaName", name),
                new XElement("Used", Number(there.Count(s => s.Kind == kind && s.CountsAsManual))),
                new XElement("Max", Number(kind.ManualSnapshots(Settings)))
            );

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
