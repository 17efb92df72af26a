using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>Shares of DB snapshots and of DB cluster snapshots.</summary>
public sealed class RdsSharingTests
{
    public static TheoryData<string> All => RdsKind.Names;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_share_is_one_account_in_the_attribute_restore(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(kind.Attributes("<AttributeValue>222222222222</AttributeValue>"));
        var shares = (IShares)kind.Of(aws);

        (await shares.IsShared(Some.AtSource, kind.Arn("before"), Some.Dr)).ShouldBeTrue();
        (await shares.IsShared(Some.AtSource, kind.Arn("before"), Some.Source)).ShouldBeFalse();
        await shares.Share(Some.AtSource, kind.Arn("before"), Some.Dr);
        await shares.StopSharing(Some.AtSource, kind.Arn("before"), Some.Dr);

        aws.Requests.Select(r => r["Action"])
            .ShouldBe([
                $"Describe{kind.Noun}Attributes",
                $"Describe{kind.Noun}Attributes",
                $"Modify{kind.Noun}Attribute",
                $"Modify{kind.Noun}Attribute",
            ]);
        aws.Requests.Select(r => r[$"{kind.Noun}Identifier"]).ShouldAllBe(id => id == "before");
        aws.Requests.Select(r => r["AttributeName"]).ShouldBe([null, null, "restore", "restore"]);
        aws.Requests[2]["ValuesToAdd.AttributeValue.1"].ShouldBe("222222222222");
        aws.Requests[3]["ValuesToRemove.AttributeValue.1"].ShouldBe("222222222222");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_can_not_be_shared_is_refused_and_what_is_gone_needs_no_withdrawing(string name)
    {
        var kind = RdsKind.All[name];
        foreach (var code in new[] { "SharedSnapshotQuotaExceeded", "InvalidParameterValue" })
        {
            var shares = (IShares)kind.Of(new AwsAnswers(Answer.RdsError(code)));
            await Should.ThrowAsync<ShareRefusedException>(() =>
                shares.Share(Some.AtSource, kind.Arn("before"), Some.Dr)
            );
        }

        var gone = (IShares)kind.Of(new AwsAnswers(Answer.RdsError(kind.Code("NotFound"), status: 404)));
        await gone.StopSharing(Some.AtSource, kind.Arn("before"), Some.Dr);
        await gone.RemoveTag(Some.AtSource, kind.Arn("before"), "snapshot-relay:shared-with");
        await Should.ThrowAsync<SnapshotNotFoundException>(() =>
            gone.Share(Some.AtSource, kind.Arn("before"), Some.Dr)
        );
        (await gone.IsShared(Some.AtSource, kind.Arn("before"), Some.Dr)).ShouldBeFalse();
        await Should.ThrowAsync<SnapshotNotFoundException>(() =>
            gone.SetTag(Some.AtSource, kind.Arn("before"), new Tag("snapshot-relay:shared-with", "x"))
        );
    }
}
