using System.Reflection;

namespace Relay.Functions.Tests;

/// <summary>Relay.Functions → Relay.Aws → Relay → nothing.</summary>
public sealed class HouseTests
{
    private static string[] References(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];

    [Fact]
    public void The_decisions_know_no_package_and_no_AWS_type() =>
        References(typeof(RelayDocument).Assembly)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void The_adapters_know_AWS_but_not_Lambda()
    {
        var names = References(typeof(Relay.Aws.InstanceSnapshots).Assembly);
        names.ShouldContain("AWSSDK.RDS");
        names.ShouldNotContain(name => name.StartsWith("Amazon.Lambda", StringComparison.Ordinal));
    }

    [Fact]
    public void The_handlers_know_Lambda_but_call_AWS_through_the_adapters_only()
    {
        var names = References(typeof(PlanRelay).Assembly);
        names.ShouldContain("Amazon.Lambda.Core");
        names.ShouldNotContain(name => name.StartsWith("AWSSDK.RDS", StringComparison.Ordinal));
    }

    [Fact]
    public void No_decision_reads_a_clock_draws_or_asks_the_machine()
    {
        string[] banned =
        [
            "DateTime.Now",
            "DateTime.UtcNow",
            "DateTimeOffset.Now",
            "DateTimeOffset.UtcNow",
            "Guid.NewGuid",
            "Random",
            "Environment.",
        ];
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "functions/Relay"), "*.cs");
        files.Length.ShouldBeGreaterThan(10);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            banned.Where(word => text.Contains(word, StringComparison.Ordinal)).ShouldBeEmpty(file);
        }
    }
}
