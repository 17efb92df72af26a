using System.Net;
using System.Text.Json;
using Amazon.Backup.Model;

namespace StandIns.Tests;

/// <summary>
/// A path's escapes are escaped once more where they are signed (SigV4, every service but S3). AWSSDK.Core does it for
/// what it is given as part of a path: held against botocore.
/// </summary>
public sealed class SignatureTests
{
    private const string Sign = """
        import json, sys
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest, HTTPHeaders
        from botocore.credentials import Credentials
        def signature(method, url, headers, body):
            names = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
            class AsSigned(SigV4Auth):
                def headers_to_sign(self, _):
                    signed = HTTPHeaders()
                    for name in names:
                        signed[name] = headers[name]
                    return signed
            request = AWSRequest(method=method, url=url, data=body.encode())
            request.context["timestamp"] = headers["x-amz-date"]
            auth = AsSigned(Credentials("111111111111", "test"), "backup", "eu-central-1")
            return auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
        print(json.dumps([signature(*call) for call in json.load(sys.stdin)]))
        """;

    [Fact]
    public async Task Paths_and_query_strings_are_signed_as_botocore_signs_them()
    {
        await Botocore.FolderAsync();
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.Backup();

        await client.DescribeRecoveryPointAsync(
            new DescribeRecoveryPointRequest
            {
                BackupVaultName = "vault",
                RecoveryPointArn = "arn:aws:ec2:eu-west-1::snapshot/snap-1",
                BackupVaultAccountId = "222222222222",
            }
        );
        await client.ListCopyJobsAsync(
            new ListCopyJobsRequest
            {
                BySourceRecoveryPointArn = "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1",
                ByState = "RUNNING",
                NextToken = "a b+c/d==",
            }
        );
        await client.StartCopyJobAsync(new StartCopyJobRequest { SourceBackupVaultName = "vault" });

        var (status, output) = await Repository.RunAsync(
            Repository.Root,
            "python3",
            ["-c", Sign],
            input: JsonSerializer.Serialize(
                wire.Calls.Select(call => new object[] { call.Method, call.Address, call.Headers, call.Body })
            )
        );
        status.ShouldBe(0, output);
        var expected = JsonSerializer.Deserialize<string[]>(output)!;
        wire.Calls.Select(call => call.Authorization.Split("Signature=")[1]).ShouldBe(expected);
    }
}
