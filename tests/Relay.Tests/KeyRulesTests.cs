namespace Relay.Tests;

public sealed class KeyRulesTests
{
    private static KeyLookup Key(string state = "Enabled", bool awsManaged = false, bool symmetric = true) =>
        new KeyLookup.Found(new KeyFacts(Some.RegionKey, state, awsManaged, symmetric));

    public static TheoryData<string, KeyLookup, string> Unusable =>
        new()
        {
            { "disabled", Key("Disabled"), "Enable " },
            { "pending deletion", Key("PendingDeletion"), "Cancel the deletion" },
            { "pending deletion", Key("PendingReplicaDeletion"), "Cancel the deletion" },
            { "state PendingImport", Key("PendingImport"), "Bring " },
            { "does not exist", new KeyLookup.NotFound(), "" },
            { "can't be looked at: no", new KeyLookup.Denied("no"), "kms:DescribeKey" },
        };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_key_that_can_not_be_used_is_refused_with_its_fix_whatever_it_is_for(
        string problem,
        KeyLookup answer,
        string fix
    )
    {
        Action[] checks =
        [
            () => KeyRules.CheckSource(Some.Snapshot(), Some.SourceKey.ToString(), answer),
            () => KeyRules.CheckRegionKey(Some.Snapshot(), Some.Settings(), answer),
            () =>
                KeyRules.CheckAccountKey(
                    Some.Snapshot(),
                    Some.Settings(),
                    Some.Settings().DrAccount!,
                    answer
                ),
        ];
        foreach (var check in checks)
        {
            var error = Should.Throw<KeyRefusedException>(check);
            error.Message.ShouldContain(problem);
            error.Message.ShouldContain(Some.Snapshot().ToString());
            error.ToDo.ShouldContain(fix);
        }
    }

    [Fact]
    public void The_source_key_may_be_AWS_managed_since_the_region_copy_re_encrypts() =>
        KeyRules.CheckSource(Some.Snapshot(), Some.SourceKey.ToString(), Key(awsManaged: true));

    [Fact]
    public void An_AWS_managed_region_key_will_do_only_where_nothing_is_shared()
    {
        KeyRules.CheckRegionKey(
            Some.Snapshot(),
            Some.Settings(("MODE", "region"), ("DR_ACCOUNT_ID", "")),
            Key(awsManaged: true)
        );
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.CheckRegionKey(Some.Snapshot(), Some.Settings(), Key(awsManaged: true))
            )
            .KeyName.ShouldBe("region key");
    }

    [Fact]
    public void An_AWS_managed_account_key_is_refused() =>
        Should.Throw<KeyRefusedException>(() =>
            KeyRules.CheckAccountKey(
                Some.Snapshot(),
                Some.Settings(),
                Some.Settings().DrAccount!,
                Key(awsManaged: true)
            )
        );

    [Fact]
    public void Only_symmetric_keys_will_do() =>
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.CheckRegionKey(Some.Snapshot(), Some.Settings(), Key(symmetric: false))
            )
            .Message.ShouldContain("symmetric");

    [Fact]
    public void A_region_key_of_another_Region_is_refused_before_KMS_is_asked() =>
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.RegionKeyToAsk(
                    Some.Snapshot(),
                    Some.Settings(("REGION_KEY_ID", "arn:aws:kms:eu-west-1:111111111111:key/1"))
                )
            )
            .Message.ShouldContain("is in eu-west-1");

    [Theory]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:key/1", "must own the key")]
    [InlineData("arn:aws:kms:eu-west-1:222222222222:key/1", "is in eu-west-1")]
    public void An_account_key_that_the_DR_account_does_not_own_there_is_refused(string key, string words)
    {
        var settings = Some.Settings(("ACCOUNT_KEY_ID", key));
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.AccountKeyToAsk(Some.Snapshot(), settings, settings.DrAccount!)
            )
            .Message.ShouldContain(words);
    }
}
