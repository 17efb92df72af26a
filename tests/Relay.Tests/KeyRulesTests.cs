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

    private const string Mrk = "mrk-0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("alias/snapshot-relay", "alias/snapshot-relay")]
    [InlineData(
        "arn:aws:kms:eu-central-1:111111111111:alias/snapshot-relay",
        "arn:aws:kms:eu-central-1:111111111111:alias/snapshot-relay"
    )]
    [InlineData("1111aaaa-11aa-11aa-11aa-111111aaaaaa", "1111aaaa-11aa-11aa-11aa-111111aaaaaa")]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:key/1", "arn:aws:kms:eu-central-1:111111111111:key/1")]
    [InlineData(Mrk, Mrk)]
    [InlineData(
        "arn:aws:kms:eu-west-1:111111111111:key/" + Mrk,
        "arn:aws:kms:eu-central-1:111111111111:key/" + Mrk
    )]
    [InlineData(
        "arn:aws:kms:eu-central-1:111111111111:key/" + Mrk,
        "arn:aws:kms:eu-central-1:111111111111:key/" + Mrk
    )]
    public void A_key_is_asked_for_in_the_form_it_was_given_in_a_multi_Region_key_in_the_DR_Region(
        string given,
        string asked
    ) => KeyRules.RegionKeyToAsk(Some.Snapshot(), Some.Settings(("REGION_KEY_ID", given))).ShouldBe(asked);

    [Fact]
    public void Whatever_form_it_was_given_in_the_plan_gets_the_key_itself() =>
        KeyRules
            .CheckRegionKey(Some.Snapshot(), Some.Settings(("REGION_KEY_ID", "alias/snapshot-relay")), Key())
            .ShouldBe(Some.RegionKey);

    [Theory]
    [InlineData(Mrk)]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/" + Mrk)]
    public void A_multi_Region_key_without_a_related_key_in_the_DR_Region_is_told_how_to_get_one(
        string given
    ) =>
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.CheckRegionKey(
                    Some.Snapshot(),
                    Some.Settings(("REGION_KEY_ID", given)),
                    new KeyLookup.NotFound()
                )
            )
            .ToDo.ShouldContain($"aws kms replicate-key --key-id {Mrk} --replica-region eu-central-1");

    [Fact]
    public void An_alias_of_another_Region_is_refused_before_KMS_is_asked() =>
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.RegionKeyToAsk(
                    Some.Snapshot(),
                    Some.Settings(("REGION_KEY_ID", "arn:aws:kms:eu-west-1:111111111111:alias/relay"))
                )
            )
            .Message.ShouldContain("is in eu-west-1");

    [Fact]
    public void An_account_key_may_be_an_alias_but_what_it_stands_for_must_be_the_DR_accounts()
    {
        var settings = Some.Settings(("ACCOUNT_KEY_ID", "alias/dr"));
        KeyRules.AccountKeyToAsk(Some.Snapshot(), settings, settings.DrAccount!).ShouldBe("alias/dr");
        Should
            .Throw<KeyRefusedException>(() =>
                KeyRules.CheckAccountKey(Some.Snapshot(), settings, settings.DrAccount!, Key())
            )
            .Message.ShouldContain("belongs to account 111111111111");
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/1", true, true, KeyManager.Aws)]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/1", true, false, KeyManager.Customer)]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/" + Mrk, true, false, KeyManager.Customer)]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/1", true, null, KeyManager.Unknown)]
    [InlineData("arn:aws:kms:eu-west-1:333333333333:key/1", false, null, KeyManager.OtherAccount)]
    [InlineData("alias/aws/rds", false, null, KeyManager.Unknown)]
    [InlineData(null, false, null, KeyManager.Unknown)]
    public void Who_manages_the_sources_key_is_told_apart(
        string? key,
        bool asked,
        bool? awsManaged,
        KeyManager manager
    )
    {
        var source = Some.Source() with { KmsKeyId = key };
        SourceKeys.ToAsk(source, Some.Settings()).ShouldBe(asked ? KeyArn.Parse(key!) : null);
        var facts = awsManaged is { } aws
            ? new KeyFacts(KeyArn.Parse(key!), "Enabled", aws, Symmetric: true)
            : null;
        SourceKeys.ManagerOf(source, facts, Some.Settings()).ShouldBe(manager);
    }

    [Fact]
    public void What_is_not_encrypted_or_under_a_key_that_AWS_owns_has_no_key_to_ask_for()
    {
        var plain = Some.Source() with { Encrypted = false };
        var owned = Some.Source() with { UnderAwsOwnedKey = true };
        SourceKeys.ToAsk(plain, Some.Settings()).ShouldBeNull();
        SourceKeys.ToAsk(owned, Some.Settings()).ShouldBeNull();
        SourceKeys.ManagerOf(plain, null, Some.Settings()).ShouldBe(KeyManager.None);
        SourceKeys.ManagerOf(owned, null, Some.Settings()).ShouldBe(KeyManager.AwsOwned);
    }
}
