using System.Globalization;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda.Hosting;

/// <summary>
/// The environment variables of a function: what Lambda sets (Lambda Developer Guide, "Defined runtime environment variables"), what
/// leads the SDK to the local cloud and nowhere else, and the template's own. Nothing comes from whoever started the cloud, but PATH.
/// </summary>
internal static class FunctionVariables
{
    /// <param name="function">Whose code.</param>
    /// <param name="environmentId">Part of the Runtime API's address, and of the log stream's name.</param>
    /// <param name="endpoint">The cloud.</param>
    /// <param name="session">The role's credentials.</param>
    /// <param name="home">An empty folder.</param>
    public static Dictionary<string, string> For(
        FunctionConfiguration function,
        string environmentId,
        Uri endpoint,
        SessionCredentials session,
        string home
    )
    {
        var region = function.Arn.Split(':')[3];
        var variables = new Dictionary<string, string>(function.Environment, StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = home,
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            // No pipes and files for debuggers: they outlive a killed process.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["_HANDLER"] = function.Handler,
            ["LAMBDA_TASK_ROOT"] = BuildOutput.Of(function.CodeFolder),
            ["AWS_EXECUTION_ENV"] = "AWS_Lambda_dotnet10",
            ["AWS_LAMBDA_RUNTIME_API"] = $"{endpoint.Authority}/{environmentId}",
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMegabytes.ToString(
                CultureInfo.InvariantCulture
            ),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = $"[$LATEST]{environmentId}",
            ["AWS_REGION"] = region,
            ["AWS_DEFAULT_REGION"] = region,
            ["AWS_ENDPOINT_URL"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONFIG_FILE"] = Path.Combine(home, "no-config"),
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(home, "no-credentials"),
            ["AWS_ACCESS_KEY_ID"] = session.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = session.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = session.SessionToken,
        };
        return variables;
    }
}
