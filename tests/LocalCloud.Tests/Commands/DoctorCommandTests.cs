using System.Text.Json.Nodes;
using LocalCloud.Commands;
using LocalCloud.Deploy;
using LocalCloud.Gateway;
using LocalCloud.Lambda;
using LocalCloud.Samples;

namespace LocalCloud.Tests.Commands;

/// <summary>make doctor, on local clouds: the function as a process, its answer as people read it.</summary>
public sealed class DoctorCommandTests
{
    private static readonly string Root = RepositoryRoot.Find();

    [Fact]
    public async Task In_the_sample_world_it_prints_what_is_wrong_there_and_ends_with_1()
    {
        var (status, output, notes) = await RunAsync(DoctorSettings.Read(_ => null, Root));

        status.ShouldBe(1, notes);
        notes.ShouldContain("Doctor ran in the sample world as it was at 2026-11-20 13:07:00 UTC.");
        // The relay sleeps there, and the database's key is as KMS makes it.
        output.ShouldStartWith(
            "snapshot-relay at 2026-11-20T13:07:00+00:00: 2 findings, 1 thing not proven; "
        );
        output.ShouldContain("\n1. No canary has come from eu-west-1 in the last two hours");
        output.ShouldContain("   What to do: Deploy templates/source-region.yaml in eu-west-1");
        output.ShouldContain("\n2. The policy of the source key ");
        output.ShouldContain("\nNot proven:\n- that arn:aws:iam::222222222222:role/");
    }

    [Fact]
    public async Task Against_a_cloud_that_listens_it_goes_by_that_clouds_time_and_one_that_is_gone_is_named()
    {
        var world = await SampleWorld.AtAsync(
            SampleWorld.End,
            _ => new DelegateHost((_, _, _) => throw new InvalidOperationException("runs elsewhere"))
        );
        var address = await world.Cloud.ListenAsync(0);
        var settings = new DoctorSettings(
            null,
            null,
            new AwsTarget(
                address,
                "eu-central-1",
                "snapshot-relay",
                SigningKey.Administrator("111111111111")
            ),
            Root
        );

        var (status, output, notes) = await RunAsync(settings);

        status.ShouldBe(1, notes);
        output.ShouldStartWith("snapshot-relay at 2026-11-20T23:00:00+00:00: ");
        await world.DisposeAsync();
        (await Should.ThrowAsync<SettingException>(() => RunAsync(settings))).Message.ShouldContain(
            "where no local cloud answers"
        );
    }

    [Fact]
    public void Nothing_found_and_nothing_open_is_said_in_a_line() =>
        DoctorText
            .Of(
                JsonNode
                    .Parse(
                        """{"relay":"r","now":"2026-11-20T13:07:00Z","databases":3,"findings":[],"notProven":[]}"""
                    )!
                    .AsObject()
            )
            .ShouldBe(
                "r at 2026-11-20T13:07:00Z: no findings, no things not proven; the newest snapshots of 3 databases were planned.\n"
            );

    [Fact]
    public void RELAY_means_AWS_whatever_else_is_set() =>
        DoctorSettings
            .Read(
                name =>
                    name switch
                    {
                        "RELAY" => "snapshot-relay",
                        "REGION" => "eu-central-1",
                        "AWS_ENDPOINT_URL" => "http://127.0.0.1:1",
                        _ => null,
                    },
                Root
            )
            .ShouldBe(new DoctorSettings("snapshot-relay", "eu-central-1", null, Root));

    private static async Task<(int Status, string Output, string Notes)> RunAsync(DoctorSettings settings)
    {
        await using var output = new StringWriter();
        await using var notes = new StringWriter();
        var status = await DoctorCommand.RunAsync(settings, output, notes);
        return (status, output.ToString(), notes.ToString());
    }
}
