namespace Relay.Tests;

/// <summary>Which copies count where they are kept, and why one does not.</summary>
public sealed class KeptCopiesTests
{
    private static readonly KeptCopies Copies = KeptCopies.Of(Kept.Settings(), Some.AccountKey);
    private static readonly KeyReference Key = KeyReference.Parse(Some.AccountKey.ToString());
    private static readonly SnapshotFacts Copy = Kept.Account("a", 3, madeAfter: 1);

    [Fact]
    public void Why_a_key_can_not_be_used_is_told()
    {
        KeptCopies.Problem(Key, Found("Enabled")).ShouldBeNull();
        KeptCopies.Problem(Key, Found("Disabled")).ShouldBe($"the key {Some.AccountKey} is Disabled");
        KeptCopies
            .Problem(Key, new KeyLookup.Denied("no"))
            .ShouldBe($"KMS does not tell of the key {Some.AccountKey}: no");
        KeptCopies.Problem(Key, new KeyLookup.NotFound()).ShouldBe($"there is no key {Some.AccountKey}");
        KeptCopies.Usable(Found("Enabled")).ShouldBe(Some.AccountKey);
        KeptCopies.Usable(Found("PendingDeletion")).ShouldBeNull();
        KeptCopies.Usable(new KeyLookup.NotFound()).ShouldBeNull();
    }

    [Fact]
    public void A_multi_Region_key_is_asked_for_by_its_id_which_it_has_here_too()
    {
        const string id = "mrk-0123456789abcdef0123456789abcdef";
        KeptCopies.ToAsk(KeyReference.Parse($"arn:aws:kms:eu-west-1:222222222222:key/{id}")).ShouldBe(id);
        KeptCopies.ToAsk(Key).ShouldBe(Some.AccountKey.ToString());
    }

    [Fact]
    public void What_is_none_of_ours_is_told_by_what_gives_it_away()
    {
        Why(Copy).ShouldBeNull();
        Why(Copy with { Arn = Copy.Arn with { Name = "orders" } })
            .ShouldBe("its name is none of this relay's");
        Why(Copy with { Tags = [] }).ShouldBe("it lacks the creation tag of this relay's copies");
        Why(Copy with { CopiedFrom = null })!.ShouldContain("RDS says of no other snapshot");
        Why(Copy with { CopiedFrom = "no ARN" })!.ShouldContain("RDS says of no other snapshot");
        Why(Copy with { CopiedFrom = "arn:aws:rds:eu-central-1:333333333333:snapshot:snapshot-relay-a" })
            .ShouldBe("it was copied from a snapshot of account 333333333333");
        const string alike = "arn:aws:rds:eu-central-1:111111111111:snapshot:snapshot-relayed";
        Why(Copy with { CopiedFrom = alike })
            .ShouldBe($"it was copied from {alike}, which is none of this relay's");
    }

    [Theory]
    [InlineData(null, "AWS Backup names no vault that it was copied from")]
    [InlineData("arn:aws:backup:eu-west-1:333333333333:backup-vault:prod", "it was copied from arn")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:prod", "it was copied from arn")]
    [InlineData("prod", "it was copied from prod")]
    public void A_recovery_point_is_ours_when_it_came_from_a_vault_of_the_source_account(
        string? from,
        string why
    )
    {
        Why(Kept.Point(1, 9)).ShouldBeNull();
        Why(Kept.Point(1, 9) with { CopiedFrom = from }).ShouldNotBeNull().ShouldStartWith(why);
    }

    [Fact]
    public void What_can_not_be_encrypted_is_verified_without_and_a_DB_snapshot_is_not()
    {
        IsVerified(Copy with { Encrypted = false, KmsKeyId = null }).ShouldBeFalse();
        IsVerified(Kept.Cluster("c", 1) with { Encrypted = false, KmsKeyId = null }).ShouldBeTrue();
        IsVerified(Kept.Point(1, 9) with { Encrypted = false, KmsKeyId = null }).ShouldBeTrue();
        IsVerified(Kept.Cluster("c", 1) with { KmsKeyId = Some.SourceKey.ToString() }).ShouldBeFalse();
        IsVerified(Copy with { CreateTime = null }).ShouldBeFalse();
    }

    [Fact]
    public void A_copy_counts_from_when_its_data_was_taken_as_far_as_AWS_says_so()
    {
        var kept = Copies.Among([Copy]).Single();
        kept.Time.ShouldBe(Copy.TakenAt);
        Copies.Among([Copy with { TakenAt = null }]).Single().Time.ShouldBe(Copy.CreateTime);
        var silent = Copies.Among([Copy with { TakenAt = null, CreateTime = null }]).Single();
        silent.Time.ShouldBeNull();
        silent.TakenAt.ShouldBe(Copy.TakenAt, "the tags know it");
        Copies
            .Among([(Copy with { CreateTime = null }).With("snapshot-relay:source-create-time", "soon")])
            .Single()
            .TakenAt.ShouldBe(Copy.TakenAt);
    }

    private static KeyLookup.Found Found(string state) =>
        new(new KeyFacts(Some.AccountKey, state, false, true));

    private static string? Why(SnapshotFacts found) => Copies.WhyNotOurs(found);

    private static bool IsVerified(SnapshotFacts found) => Copies.Among([found]).Single().IsVerified;
}
