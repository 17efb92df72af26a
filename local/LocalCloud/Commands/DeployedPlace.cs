using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Lambda.Hosting;

namespace LocalCloud.Commands;

/// <summary>
/// A function that is deployed somewhere: its settings come from there, its code from this build, its process is on this machine. On a
/// local cloud it has its role's credentials; elsewhere those of whoever invokes, since nobody but Lambda may assume its role.
/// </summary>
internal static class DeployedPlace
{
    /// <exception cref="SettingException">Nobody answers, or there is no such function.</exception>
    public static async Task<InvocationPlace> OpenAsync(string function, AwsTarget aws)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var configuration = Read(await DescribeAsync(http, function, aws));
        var session = aws.Url.IsLoopback ? await RoleSessionAsync(http, configuration, aws) : null;
        var key = session ?? aws.Key;
        ProcessHost? host = null;
        var runtime = Cloud.Create(
            new CloudOptions
            {
                FunctionHost = cloud =>
                    host = new ProcessHost(
                        InvocationPlace.Options(cloud) with
                        {
                            Overrides = Variables(aws, key),
                        },
                        cloud.Agenda,
                        cloud.Credentials,
                        new OneSession(key)
                    ),
            }
        );
        await runtime.ListenAsync(0);
        return new InvocationPlace(
            $"against {aws.Url.OriginalString} with {(session is null ? $"the credentials of {key.AccessKeyId}" : "its role's credentials")}",
            configuration,
            host!,
            runtime
        );
    }

    private static Dictionary<string, string?> Variables(AwsTarget aws, SigningKey key) =>
        new(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = aws.IsRealAws ? null : aws.Url.OriginalString,
            ["AWS_SESSION_TOKEN"] = key.SessionToken,
        };

    private static async Task<JsonObject> DescribeAsync(HttpClient http, string function, AwsTarget aws)
    {
        var name = $"{aws.RelayName}-{function}";
        var path = $"/2015-03-31/functions/{name}/configuration";
        var signed = Signer.Sign(
            new AwsHttpRequest(
                "GET",
                path,
                "",
                new Dictionary<string, string> { ["Host"] = aws.Lambda.Authority },
                []
            ),
            aws.Key,
            "lambda",
            aws.Region,
            TimeProvider.System.GetUtcNow()
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(aws.Lambda, path));
        foreach (var (header, value) in signed.Headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        var (status, body) = await SendAsync(http, request, aws);
        return status == 200 && body is JsonObject found
            ? found
            : throw new SettingException(
                $"AWS_ENDPOINT_URL is '{aws.Url.OriginalString}', where account {aws.Key.AccessKeyId} has no function {name} in {aws.Region} ({status} {body?["Message"] ?? body?["message"]}). "
                    + "Deploy the relay there; RELAY_NAME, AWS_REGION and AWS's variables for credentials say which one is meant."
            );
    }

    private static async Task<SigningKey?> RoleSessionAsync(
        HttpClient http,
        FunctionConfiguration function,
        AwsTarget aws
    )
    {
        var input = new JsonObject { ["roleArn"] = function.RoleArn, ["sessionName"] = function.Name };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(aws.Url, "/_local/role-session"))
        {
            Content = new StringContent(input.ToJsonString()),
        };
        var (status, body) = await SendAsync(http, request, aws);
        return
            status == 200
            && body is JsonObject session
            && session["accessKeyId"] is { } id
            && session["secretAccessKey"] is { } secret
            ? new SigningKey($"{id}", $"{secret}", $"{session["sessionToken"]}")
            : null;
    }

    private static async Task<(int Status, JsonNode? Body)> SendAsync(
        HttpClient http,
        HttpRequestMessage request,
        AwsTarget aws
    )
    {
        try
        {
            using var reply = await http.SendAsync(request);
            return ((int)reply.StatusCode, Parse(await reply.Content.ReadAsStringAsync()));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new SettingException(
                $"AWS_ENDPOINT_URL is '{aws.Url.OriginalString}', where nobody answers ({e.Message}). make cloud starts a local cloud; without AWS_ENDPOINT_URL the function runs in the sample world."
            );
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // GetFunctionConfiguration of the Lambda API reference.
    private static FunctionConfiguration Read(JsonObject reply) =>
        new(
            reply["FunctionArn"]!.GetValue<string>(),
            reply["Handler"]!.GetValue<string>(),
            Path.Combine(RepositoryRoot.Find(), "functions", "Relay.Functions"),
            reply["Environment"]?["Variables"]?.Deserialize<Dictionary<string, string>>() ?? [],
            reply["Role"]!.GetValue<string>(),
            TimeSpan.FromSeconds(reply["Timeout"]!.GetValue<int>()),
            reply["MemorySize"]!.GetValue<int>(),
            DeadLetterArn: null,
            MaximumRetryAttempts: 0
        );

    private sealed class OneSession(SigningKey key) : IRoles
    {
        public SessionCredentials SessionFor(string roleArn, string sessionName, TimeSpan duration) =>
            new(
                key.AccessKeyId,
                key.SecretAccessKey,
                key.SessionToken ?? "",
                TimeProvider.System.GetUtcNow() + duration
            );

        public void PutRole(
            string roleArn,
            JsonObject trustPolicy,
            IReadOnlyDictionary<string, JsonObject> policies
        ) => throw new NotSupportedException("Nothing is deployed here.");
    }
}
