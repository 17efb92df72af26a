using Amazon.KeyManagementService.Model;

namespace Scenarios;

/// <summary>A database may be under a key of another account; the relay uses the source account's keys only.</summary>
public sealed class WhoseKeyItIs
{
    [Theory]
    [InlineData("copy", Estate.Dr)]
    [InlineData("region", "333333333333")]
    public async Task A_snapshot_under_another_accounts_key_is_refused_by_the_plan_before_AWS_is_asked_for_a_copy(
        string mode,
        string owner
    )
    {
        await using var estate = Estate.Start(mode);
        var key = await KeyOf(estate, owner);
        await estate.Database("orders", key);
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();

        var cause = estate.Failed("KeyRefusedException").Cause.ShouldNotBeNull();
        cause.ShouldContain($"the source key {key} belongs to account {owner}");
        cause.ShouldContain("Put the database under a key of account 111111111111");
        Estate.States(estate.Executions[0]).ShouldNotContain("CopyToRegion");
    }

    private static async Task<string> KeyOf(Estate estate, string owner)
    {
        using var kms = estate.Kms(owner, estate.SourceRegion);
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::{{owner}}:root","arn:aws:iam::{{Estate.Source}}:root"]},"Action":"kms:*","Resource":"*"}
            ]}
            """;
        return (await kms.CreateKeyAsync(new CreateKeyRequest { Policy = policy })).KeyMetadata.Arn;
    }
}
