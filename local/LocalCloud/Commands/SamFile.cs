using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Kernel;
using LocalCloud.Lambda.Hosting;

namespace LocalCloud.Commands;

/// <summary>
/// <c>artifacts/sam.json</c>: a template for <c>sam local invoke</c> with the functions of this cloud and all that they need to find it.
/// </summary>
/// <remarks>
/// template.yaml itself will not do: sam leaves intrinsic functions in environment variables empty, and sets only variables that a
/// template declares (aws-sam-cli, samcli/local/lambdafn/env_vars.py), which AWS_ENDPOINT_URL is not.
/// </remarks>
public static class SamFile
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    // As long as Lambda's own environments have theirs.
    private static readonly TimeSpan _session = TimeSpan.FromHours(12);

    /// <summary>Writes it; returns its path.</summary>
    public static string Write(string root, Uri endpoint, Cloud cloud, RelayDeployment relay)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(relay);
        var file = Path.Combine(root, "artifacts", "sam.json");
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        JsonObject functions;
        lock (cloud.Agenda.Gate)
        {
            functions = new JsonObject(
                relay.FunctionArns.Select(f =>
                    KeyValuePair.Create<string, JsonNode?>(
                        f.Key,
                        Resource(cloud, cloud.Lambda.Function(f.Value).Configuration, endpoint, folder)
                    )
                )
            );
        }

        var template = new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Transform"] = "AWS::Serverless-2016-10-31",
            ["Description"] = "For sam local invoke against the local cloud; see local/LocalCloud/README.md.",
            ["Resources"] = functions,
        };
        File.WriteAllText(file, template.ToJsonString(_json) + "\n");
        return file;
    }

    private static JsonObject Resource(
        Cloud cloud,
        FunctionConfiguration function,
        Uri endpoint,
        string folder
    )
    {
        var session = cloud.Sts.Roles.SessionFor(function.RoleArn, function.Name, _session);
        var variables = new JsonObject(
            function.Environment.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, v.Value))
        )
        {
            // What a container calls the machine that it runs on.
            ["AWS_ENDPOINT_URL"] = $"http://host.docker.internal:{endpoint.Port}",
            ["AWS_REGION"] = function.Arn.Split(':')[3],
            ["AWS_ACCESS_KEY_ID"] = session.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = session.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = session.SessionToken,
        };
        return new JsonObject
        {
            ["Type"] = "AWS::Serverless::Function",
            ["Properties"] = new JsonObject
            {
                ["FunctionName"] = function.Name,
                ["Runtime"] = "dotnet10",
                // .NET's own code runs on either; this one needs no emulation.
                ["Architectures"] = new JsonArray(
                    RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64"
                ),
                ["CodeUri"] = Path.GetRelativePath(folder, BuildOutput.Of(function.CodeFolder)),
                ["Handler"] = function.Handler,
                ["MemorySize"] = function.MemoryMegabytes,
                ["Timeout"] = (int)function.Timeout.TotalSeconds,
                ["Environment"] = new JsonObject { ["Variables"] = variables },
            },
        };
    }
}
