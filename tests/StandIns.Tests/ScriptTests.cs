namespace StandIns.Tests;

/// <summary>The switch, the publish guard, and what CI makes of a run; commands that take long are played by stubs.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string LacksAws =
        "error NU1101: Unable to find package AWSSDK.RDS. No packages exist with this id.";
    private const string LacksLambda =
        "error NU1102: Unable to find package Amazon.Lambda.Core with version (>= 3.0.0)";

    private readonly string folder = Directory.CreateTempSubdirectory("standins-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(LacksAws)]
    [InlineData(LacksLambda)]
    public async Task Where_the_feed_lacks_AWS_packages_the_stand_ins_are_turned_on(string error)
    {
        var (status, output) = await RestoreAsync($"[ -f .standins ] || {{ echo '{error}'; exit 1; }}");

        status.ShouldBe(0);
        Marker.ShouldBeTrue();
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        output.ShouldContain("stand-ins");
    }

    [Theory]
    [InlineData("error NU1101: Unable to find package Spectre.Console.")]
    [InlineData("error NU1301: Unable to load the service index for AWSSDK.RDS")]
    public async Task Any_other_failure_is_shown_and_changes_nothing(string error)
    {
        var (status, output) = await RestoreAsync($"echo '{error}'; exit 1");

        status.ShouldNotBe(0);
        Marker.ShouldBeFalse();
        output.Trim().ShouldBe(error);
    }

    [Fact]
    public async Task Where_the_feed_has_everything_there_is_no_marker()
    {
        var (status, output) = await RestoreAsync("exit 0");

        status.ShouldBe(0);
        Marker.ShouldBeFalse();
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_choice_made_by_hand_is_not_overruled()
    {
        var (status, _) = await RestoreAsync($"echo '{LacksAws}'; exit 1", useStandIns: "false");

        status.ShouldNotBe(0);
        Marker.ShouldBeFalse();
    }

    [Fact]
    public void The_solution_lists_no_stand_in() =>
        // `dotnet sln add` does, while stand-ins are in use and --include-references false is not given.
        File.ReadAllLines(Path.Combine(Repository.Root, "Functions.sln"))
            .ShouldNotContain(line => line.Contains("standins", StringComparison.Ordinal));

    [Theory]
    [InlineData("true", "", true)]
    [InlineData("true", "true", false)]
    [InlineData("false", "", false)]
    public async Task Publishing_the_functions_is_refused_while_stand_ins_are_in_use(
        string standIns,
        string allowed,
        bool refused
    )
    {
        var (status, output) = await Repository.RunAsync(
            Path.Combine(Repository.Root, "functions/Relay.Functions"),
            "dotnet",
            [
                "msbuild",
                "-t:PrepareForPublish",
                "-nodeReuse:false",
                $"-p:UseStandIns={standIns};PublishStandIns={allowed};PublishDir={folder}/",
            ]
        );

        output.Contains("RELAY001", StringComparison.Ordinal).ShouldBe(refused, output);
        (status != 0).ShouldBe(refused, output);
    }

    [Theory]
    [InlineData("exit 0", "19 passed, 0 failed", 0)]
    [InlineData("[ $1 != demo ]", "19 passed, 1 failed", 1)]
    [InlineData("[ $1 != check ]", "19 passed, 1 failed", 1)]
    [InlineData("[ $1 != build ]", "0 passed, 1 failed", 1)]
    [InlineData("[ $1 != test ]", "19 passed, 1 failed", 1)]
    [InlineData("[ $1 != verify ]", "19 passed, 1 failed", 1)]
    public async Task The_last_line_of_CI_adds_up_all_runs(string outcome, string lastLine, int expected)
    {
        const string Runs = """
            [ "$1" != test ] || echo 'Passed!  - Failed:     0, Passed:    12, Skipped:     1, Total:    13, Duration: 9 s - A.dll (net10.0)
            Passed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 9 s - B.dll (net10.0)'
            """;

        await CiAsync(Runs, outcome, lastLine, expected);
    }

    [Theory]
    [InlineData(
        "Failed!  - Failed:     2, Passed:    10, Skipped:     0, Total:    12",
        "[ $1 != test ]",
        "14 passed, 2 failed"
    )]
    [InlineData("No test is available.", "exit 0", "4 passed, 1 failed")]
    public async Task Failing_tests_and_no_tests_fail_CI(string summary, string outcome, string lastLine) =>
        await CiAsync($"[ $1 != test ] || echo '{summary}'", outcome, lastLine, 1);

    [Theory]
    [InlineData("verify: 3 passed, 2 failed, 1 skipped", "[ $1 != verify ]", "15 passed, 2 failed")]
    [InlineData("", "exit 0", "12 passed, 1 failed")]
    public async Task Judges_that_object_and_judges_that_say_nothing_fail_CI(
        string summary,
        string outcome,
        string lastLine
    ) =>
        await CiAsync(
            "[ $1 != test ] || echo 'Failed: 0, Passed: 12, Skipped: 0, Total: 12'",
            outcome,
            lastLine,
            1,
            summary
        );

    private bool Marker => File.Exists(Path.Combine(folder, ".standins"));

    private Task<(int Status, string Output)> RestoreAsync(string dotnet, string useStandIns = "")
    {
        Stub("dotnet", dotnet);
        return BashAsync("eng/restore.sh", useStandIns);
    }

    private async Task CiAsync(
        string runs,
        string outcome,
        string lastLine,
        int expected,
        string judges = "verify: 4 passed, 0 failed, 0 skipped"
    )
    {
        Stub("make", $"shift\n[ $1 != verify ] || echo '{judges}'\n{runs}\n{outcome}");

        var (status, output) = await BashAsync(".ci/run");

        output.TrimEnd().Split('\n')[^1].ShouldBe(lastLine);
        status.ShouldBe(expected);
    }

    private void Stub(string command, string body)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName, command);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + body + "\n");
    }

    private Task<(int Status, string Output)> BashAsync(string script, string useStandIns = "")
    {
        var copy = Path.Combine(folder, script);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(Repository.Root, script), copy);
        return Repository.RunAsync(
            folder,
            "bash",
            ["-c", $"chmod +x bin/* && exec bash {script}"],
            new Dictionary<string, string?>
            {
                ["PATH"] = $"{folder}/bin:{Environment.GetEnvironmentVariable("PATH")}",
                ["UseStandIns"] = useStandIns,
            }
        );
    }
}
