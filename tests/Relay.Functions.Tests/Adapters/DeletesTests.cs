using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>Deletion, by whoever owns the copy.</summary>
public sealed class DeletesTests
{
    public static TheoryData<string> All => RdsKind.Names;

    private static Task Delete(RdsKind kind, AwsAnswers aws) =>
        ((IDeletes)kind.Of(aws)).Delete(Some.AtDr, kind.Arn("snapshot-relay-orders"));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_copy_is_deleted_by_its_name(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(Answer.Rds($"Delete{kind.Noun}", ""));
        await Delete(kind, aws);
        var asked = aws.Requests.ShouldHaveSingleItem();
        asked["Action"].ShouldBe($"Delete{kind.Noun}");
        asked[$"{kind.Noun}Identifier"].ShouldBe("snapshot-relay-orders");
    }

    [Theory]
    [MemberData(nameof(All))]
    public Task One_that_is_gone_already_is_no_error(string name) =>
        Delete(
            RdsKind.All[name],
            new AwsAnswers(Answer.RdsError(RdsKind.All[name].Code("NotFound"), status: 404))
        );

    [Theory]
    [InlineData("instance", "InvalidDBSnapshotState")]
    [InlineData("cluster", "InvalidDBClusterSnapshotStateFault")]
    public async Task What_RDS_says_against_it_is_told(string name, string code) =>
        (
            await Should.ThrowAsync<AwsRefusedException>(() =>
                Delete(RdsKind.All[name], new AwsAnswers(Answer.RdsError(code)))
            )
        ).Code.ShouldBe(code);
}
