using System.Text.Json.Nodes;
using LocalCloud.Commands;
using LocalCloud.Deploy;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Lambda;
using LocalCloud.Samples;

namespace LocalCloud.Tests.Commands;

/// <summary>Functions as processes, in the sample world and against a cloud that listens.</summary>
public sealed class InvokeCommandTests
{
    private static readonly string Root = RepositoryRoot.Find();

    [Fact]
    public async Task A_function_runs_once_in_the_sample_world_and_prints_its_result_its_log_and_its_time()
    {
        var (status, output, notes) = await InvokeAsync("VerifyCopy", "events/verify-copy.json");

        status.ShouldBe(0, notes);
        ((bool)JsonNode.Parse(output)!["verification"]!["verified"]!).ShouldBeTrue();
        notes.ShouldContain(" is verified: its owner says that it is what it should be");
        notes.ShouldContain(
            "VerifyCopy ran in the sample world as it was at 2026-11-20 03:42:18 UTC; it took "
        );
    }

    [Fact]
    public async Task A_function_that_fails_prints_its_error_and_ends_with_1()
    {
        var (status, output, notes) = await InvokeAsync(
            "PlanRelay",
            "events/rds-automated-snapshot-created.json"
        );

        status.ShouldBe(1);
        var error = JsonNode.Parse(output)!.AsObject();
        error.Select(m => m.Key).ShouldBe(["errorType", "errorMessage"]);
        ((string?)error["errorType"]).ShouldBe("InputInvalidException");
        notes.ShouldContain("PlanRelay failed in the sample world");
    }

    [Fact]
    public async Task Against_a_cloud_that_listens_the_function_has_that_clouds_settings_and_its_roles_credentials()
    {
        await using var world = await SampleWorld.AtAsync(
            SampleWorld.End,
            _ => new DelegateHost((_, _, _) => throw new InvalidOperationException("runs elsewhere"))
        );
        var address = await world.Cloud.ListenAsync(0);
        var aws = new AwsTarget(
            address,
            "eu-central-1",
            "snapshot-relay",
            SigningKey.Administrator("111111111111")
        );

        var (status, _, notes) = await InvokeAsync("VerifyCopy", "events/verify-copy.json", aws);

        status.ShouldBe(0, notes);
        notes.ShouldContain($"VerifyCopy ran against {address.OriginalString} with its role's credentials");
        world
            .Cloud.Requests.Requests.Single(r => r.Operation == "AssumeRole")
            .Caller.ShouldContain("assumed-role/snapshot-relay-VerifyCopy/");
    }

    [Fact]
    public async Task A_cloud_without_the_function_and_an_address_where_nobody_answers_are_named()
    {
        await using var empty = Cloud.Create(new CloudOptions());
        var address = await empty.ListenAsync(0);
        var aws = new AwsTarget(address, "eu-west-3", "other", SigningKey.Administrator("111111111111"));

        (await RefusalAsync(aws)).ShouldContain("has no function other-PlanRelay in eu-west-3 (404 ");
        await empty.DisposeAsync();
        (await RefusalAsync(aws)).ShouldContain("where nobody answers");
    }

    private static async Task<string> RefusalAsync(AwsTarget aws) =>
        (
            await Should.ThrowAsync<SettingException>(() =>
                InvokeAsync("PlanRelay", "events/plan-relay.json", aws)
            )
        ).Message;

    private static async Task<(int Status, string Output, string Notes)> InvokeAsync(
        string function,
        string file,
        AwsTarget? aws = null
    )
    {
        var settings = InvokeSettings.Read(["--function", function, "--event", file], _ => null, Root) with
        {
            Aws = aws,
        };
        await using var output = new StringWriter();
        await using var notes = new StringWriter();
        var status = await InvokeCommand.RunAsync(settings, output, notes);
        return (status, output.ToString(), notes.ToString());
    }
}
