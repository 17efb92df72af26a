namespace Relay.Tests;

public sealed class CopyAttemptsTests
{
    private static readonly string Name = Names.Copy("snapshot-relay", Some.Identity());

    [Fact]
    public void Nothing_there_yet_the_first_attempt_has_the_plain_name() =>
        Choose().ShouldBe(new CopyChoice.Attempt(Name));

    [Theory]
    [InlineData("available")]
    [InlineData("creating")]
    [InlineData("pending")]
    [InlineData("copying")]
    [InlineData("a word that RDS may use one day")]
    public void Ours_and_alive_goes_on(string status) =>
        Choose(CopyFacts.Of(Some.Copy(Name, status)))
            .ShouldBeOfType<CopyChoice.Existing>()
            .Copy.Status.ShouldBe(status);

    [Theory]
    [InlineData("failed")]
    [InlineData("deleting")]
    [InlineData("incompatible-restore")]
    public void Ours_and_lost_is_left_and_the_next_attempt_takes_a_suffix(string status) =>
        Choose(CopyFacts.Of(Some.Copy(Name, status))).ShouldBe(new CopyChoice.Attempt(Name + "-r1"));

    [Fact]
    public void A_later_attempt_that_is_alive_is_found_even_when_the_first_was_deleted() =>
        Choose(CopyFacts.Of(Some.Copy(Name + "-r1", "creating")))
            .ShouldBeOfType<CopyChoice.Existing>()
            .Copy.Name.ShouldBe(Name + "-r1");

    [Fact]
    public void A_name_once_used_is_not_used_again_while_a_later_one_is_known() =>
        Choose(CopyFacts.Of(Some.Copy(Name + "-r3", "failed")))
            .ShouldBe(new CopyChoice.Attempt(Name + "-r4"));

    [Fact]
    public void A_failed_copy_of_this_snapshot_under_a_name_of_somebodys_own_uses_up_no_attempt() =>
        Choose(CopyFacts.Of(Some.Copy(Name + "-by-hand", "failed"))).ShouldBe(new CopyChoice.Attempt(Name));

    [Fact]
    public void An_available_copy_is_taken_before_one_in_progress() =>
        Choose(CopyFacts.Of(Some.Copy(Name, "creating")), CopyFacts.Of(Some.Copy(Name + "-r1")))
            .ShouldBeOfType<CopyChoice.Existing>()
            .Copy.Name.ShouldBe(Name + "-r1");

    [Fact]
    public void Someone_elses_snapshot_of_that_name_is_refused() =>
        Should
            .Throw<CopyNameTakenException>(() => Choose(CopyFacts.Of(Some.Copy(Name) with { Tags = [] })))
            .Message.ShouldContain(Name);

    [Fact]
    public void A_copy_of_an_older_snapshot_of_the_same_name_is_not_ours()
    {
        var older = Some.Source() with { CreateTime = Some.Time.AddDays(-1) };
        Should.Throw<CopyNameTakenException>(() => Choose(CopyFacts.Of(Some.Copy(Name, of: older))));
    }

    [Fact]
    public void After_ten_failed_attempts_a_person_is_asked() =>
        Should.Throw<AttemptsExhaustedException>(() =>
            Choose([.. CopyAttempts.NamesOf(Name).Select(name => CopyFacts.Of(Some.Copy(name, "failed")))])
        );

    private static CopyChoice Choose(params CopyFacts[] existing) =>
        CopyAttempts.Choose(Name, Some.Identity(), existing);
}
