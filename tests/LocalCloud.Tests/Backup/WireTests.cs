using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Backup;

/// <summary>AWS Backup behind the front door: signatures over paths with ARNs in them, errors, what else the gateway does.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private const string Source = "111111111111";
    private const string Snapshot = "arn:aws:ec2:eu-west-1::snapshot/snap-1";

    private readonly Cloud _cloud = Cloud.Create(new CloudOptions());

    private Person Engineer => _cloud.As(Source, "eu-west-1");

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_signature_covers_a_path_with_an_encoded_ARN_and_a_query()
    {
        await Engineer.RestAsync("backup", "PUT", "/backup-vaults/prod", []);
        var path = $"/backup-vaults/prod/recovery-points/{Uri.EscapeDataString(Snapshot)}";

        var error = await Should.ThrowAsync<AwsError>(() =>
            Engineer.RestAsync("backup", "GET", $"{path}?backupVaultAccountId={Source}")
        );

        $"{error.Status} {error.Code}: {error.Message}".ShouldBe(
            $"400 ResourceNotFoundException: Cannot find recovery point {Snapshot}."
        );
        var noted = _cloud.CallLog.Calls[^1];
        $"{noted.Action} {noted.Resource}".ShouldBe($"backup:DescribeRecoveryPoint {Snapshot}");
        _cloud.Requests.Requests[^1].Operation.ShouldBe("DescribeRecoveryPoint");
    }

    [Fact]
    public async Task A_changed_path_breaks_the_signature()
    {
        var signed = Signer.Sign(
            Request("GET", "/backup-vaults/prod"),
            SigningKey.Administrator(Source),
            "backup",
            "eu-west-1",
            DateTimeOffset.UtcNow
        );

        var reply = (
            await _cloud.Dispatcher.HandleAsync(signed with { RawPath = "/backup-vaults/dr" })
        ).Reply!;

        reply.Status.ShouldBe(403);
        reply.Headers["x-amzn-ErrorType"].ShouldBe("InvalidSignatureException");
    }

    [Fact]
    public async Task A_path_of_no_operation_and_a_body_that_is_none_are_refused()
    {
        var path = await Refusal("GET", "/nothing/here", null);
        var body = (await _cloud.Dispatcher.HandleAsync(Signed("PUT", "/copy-jobs", "[]"))).Reply!;
        var type = (
            await _cloud.Dispatcher.HandleAsync(Signed("PUT", "/copy-jobs", """{"RecoveryPointArn":1}"""))
        ).Reply!;

        path.ShouldBe(
            "501 NotSimulated: The local cloud does not simulate backup:GET /nothing/here. Its README lists what it does."
        );
        body.Headers["x-amzn-ErrorType"].ShouldBe("SerializationException");
        type.Headers["x-amzn-ErrorType"].ShouldBe("SerializationException");
    }

    [Fact]
    public async Task A_fault_throttles_as_REST_services_do_and_finds_its_call_by_its_path()
    {
        _cloud.Faults.Add(
            new Faults.Fault
            {
                Effect = Faults.FaultEffect.Throttle,
                Service = "backup",
                Mentions = Snapshot,
            }
        );
        await Engineer.RestAsync("backup", "PUT", "/backup-vaults/prod", []);

        (
            await Refusal("GET", $"/resources/{Uri.EscapeDataString(Snapshot)}/recovery-points/", null)
        ).ShouldBe("400 ThrottlingException: Rate exceeded");
    }

    [Fact]
    public async Task A_service_linked_role_is_made_once()
    {
        var made = await Engineer.QueryAsync("iam", "CreateServiceLinkedRole", Service("backup"));

        made.Element("Role")!
            .Element("Arn")!
            .Value.ShouldBe(
                "arn:aws:iam::111111111111:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
            );
        (
            await Should.ThrowAsync<AwsError>(() =>
                Engineer.QueryAsync("iam", "CreateServiceLinkedRole", Service("backup"))
            )
        ).Code.ShouldBe("InvalidInput");
        (
            await Should.ThrowAsync<AwsError>(() =>
                Engineer.QueryAsync("iam", "CreateServiceLinkedRole", Service("another"))
            )
        ).Code.ShouldBe("NotSimulated");
    }

    private async Task<string> Refusal(string method, string path, JsonObject? input)
    {
        var error = await Should.ThrowAsync<AwsError>(() =>
            Engineer.RestAsync("backup", method, path, input)
        );
        return $"{error.Status} {error.Code}: {error.Message}";
    }

    private static (string, string) Service(string name) => ("AWSServiceName", $"{name}.amazonaws.com");

    private static AwsHttpRequest Signed(string method, string path, string body) =>
        Signer.Sign(
            Request(method, path) with
            {
                Body = Encoding.UTF8.GetBytes(body),
            },
            SigningKey.Administrator(Source),
            "backup",
            "eu-west-1",
            DateTimeOffset.UtcNow
        );

    private static AwsHttpRequest Request(string method, string path) =>
        new(
            method,
            path,
            "",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Host"] = "backup.eu-west-1.amazonaws.com",
            },
            []
        );
}
