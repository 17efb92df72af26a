using System.Text;
using Shared;

namespace Relay.Functions.Tests;

/// <summary>What docs/operations.md says of Doctor's checks is what the code says.</summary>
public sealed class DoctorGuideTests
{
    [Fact]
    public void The_operations_guide_lists_every_check_with_what_it_looks_at_and_what_it_can_not_prove()
    {
        var table = new StringBuilder(
            "\n| check | what is looked at, and is a finding where it is not so | what stays open |\n|---|---|---|\n"
        );
        foreach (var check in Checkup.All)
        {
            table.Append($"| {check.Name} | {check.Looks} | {check.Open} |\n");
        }

        GeneratedDocs.ShouldHold("docs/operations.md", "checks", table.Append('\n').ToString());
    }

    [Fact]
    public void Doctor_makes_every_check()
    {
        var handler = Repository.Read("functions/Relay.Functions/Doctor.cs");
        Checkup
            .All.Select(check =>
                typeof(Checkup).GetProperties().Single(p => ReferenceEquals(p.GetValue(null), check)).Name
            )
            .ShouldAllBe(name => handler.Contains($"Try(Checkup.{name},", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_that_falls_over_is_one_that_is_not_proved_and_the_others_go_on()
    {
        var report = await new Doctor(BadInput.Untouched).HandleAsync(
            new ScheduledRun(new DateTimeOffset(2026, 11, 20, 13, 7, 0, TimeSpan.Zero))
        );

        report.Findings.ShouldBeEmpty();
        report.Message.ShouldBeNull();
        report
            .NotProven.Select(u => u.Check)
            .Distinct()
            .ShouldBe(
                ["roles", "keys", "key policies", "canaries", "databases", "quotas"],
                ignoreOrder: true
            );
        report.NotProven.ShouldAllBe(u => u.Why.Contains("AWS was asked, though the input is bad."));
    }

    [Fact]
    public async Task A_run_without_its_time_says_so() =>
        (
            await Should.ThrowAsync<InputInvalidException>(() =>
                new Doctor(BadInput.Untouched).HandleAsync(new ScheduledRun())
            )
        ).Path.ShouldBe("now");
}
