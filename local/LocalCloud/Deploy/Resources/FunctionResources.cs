using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Deploy.Templates;
using LocalCloud.Kernel;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::Lambda::Function, ::EventInvokeConfig and ::Permission.</summary>
internal static partial class FunctionResources
{
    public static readonly ResourceType Function = new(
        "AWS::Lambda::Function",
        [
            "Code",
            "FunctionName",
            "Handler",
            "Runtime",
            "Role",
            "Timeout",
            "MemorySize",
            "Environment",
            "DeadLetterConfig",
            "Description",
            "Architectures",
            "ReservedConcurrentExecutions",
            "EphemeralStorage",
            "LoggingConfig",
            "TracingConfig",
            "Tags",
        ],
        CreateFunction
    );

    public static readonly ResourceType EventInvokeConfig = new(
        "AWS::Lambda::EventInvokeConfig",
        [
            "FunctionName",
            "Qualifier",
            "MaximumRetryAttempts",
            "MaximumEventAgeInSeconds",
            "DestinationConfig",
        ],
        CreateEventInvokeConfig
    );

    public static readonly ResourceType Permission = new(
        "AWS::Lambda::Permission",
        ["Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"],
        permission =>
        {
            Existing(permission);
            return permission.Created(permission.GeneratedName(100));
        }
    );

    private static Created CreateFunction(NewResource function)
    {
        if (function.Optional("Runtime") is not "dotnet10" and var runtime)
        {
            throw function.Refuse("Runtime", $"'{runtime}' is not simulated; only dotnet10 is.");
        }

        var name = function.Name("FunctionName", 64);
        var arn = function.Arn("lambda", $"function:{name}");
        if (!function.Deployed.Claim(arn))
        {
            throw function.Refuse("FunctionName", $"Function already exist: {name}");
        }

        var configuration = new FunctionConfiguration(
            arn,
            function.Text("Handler"),
            CodeFolder(function),
            Environment(function),
            Role(function),
            // Lambda Developer Guide, "Configure Lambda function timeout": 3 s unless given; memory 128 MB.
            TimeSpan.FromSeconds(function.Number("Timeout", 1, 900, 3)),
            function.Number("MemorySize", 128, 10_240, 128),
            DeadLetterArn(function),
            MaximumRetryAttempts: 2
        );
        function.Deployed.Functions[arn] = configuration;
        function.Ports.Functions.CreateFunction(configuration);
        return function.Created(name, ("Arn", arn));
    }

    private static string CodeFolder(NewResource function)
    {
        var path = function.Text("Code");
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, function.TemplateFolder));
        return Directory.Exists(folder)
            ? folder
            : throw function.Refuse("CodeUri", $"there is no folder {path} beside the template.");
    }

    private static Dictionary<string, string> Environment(NewResource function)
    {
        var where = function.PathOf("Environment.Variables");
        var variables = Nodes
            .MapOrEmpty(function.MapOrEmpty("Environment")["Variables"], where)
            .ToDictionary(v => v.Key, v => Nodes.TextAt(v.Value, $"{where}.{v.Key}"), StringComparer.Ordinal);
        if (variables.Keys.FirstOrDefault(name => Reserved().IsMatch(name)) is { } reserved)
        {
            throw new TemplateException($"{where}.{reserved}", "Lambda reserves this name.");
        }

        var bytes = Encoding.UTF8.GetByteCount(
            new JsonObject(
                variables.Select(v => new KeyValuePair<string, JsonNode?>(v.Key, v.Value))
            ).ToJsonString()
        );
        return bytes <= 4096
            ? variables
            : throw new TemplateException(where, $"{bytes} bytes; Lambda allows 4096.");
    }

    private static string Role(NewResource function)
    {
        var arn = function.Text("Role");
        return
            function.Deployed.Roles.TryGetValue(arn, out var role)
            && PolicyDocuments.Trusts(role.Trust, "lambda.amazonaws.com")
            ? arn
            : throw function.Refuse(
                "Role",
                $"The role defined for the function cannot be assumed by Lambda: {arn}"
            );
    }

    private static string? DeadLetterArn(NewResource function)
    {
        if (Nodes.Text(function.MapOrEmpty("DeadLetterConfig")["TargetArn"]) is not { } queue)
        {
            return null;
        }

        var policies = function.Deployed.Roles[function.Text("Role")].Policies.Values;
        return policies.Any(policy => PolicyDocuments.Allows(policy, "sqs:SendMessage", queue))
            ? queue
            : throw function.Refuse(
                "DeadLetterConfig",
                $"The provided execution role does not have permissions to call SendMessage on SQS ({queue})"
            );
    }

    private static Created CreateEventInvokeConfig(NewResource configuration)
    {
        configuration.Only("Qualifier", "$LATEST");
        configuration.Number("MaximumEventAgeInSeconds", 60, 21_600, 21_600);
        var existing = Existing(configuration);
        var function = existing with
        {
            MaximumRetryAttempts = configuration.Number("MaximumRetryAttempts", 0, 2, 2),
            OnSuccessArn = Destination(configuration, existing, "OnSuccess"),
            OnFailureArn = Destination(configuration, existing, "OnFailure"),
        };
        configuration.Deployed.Functions[function.Arn] = function;
        configuration.Ports.Functions.CreateFunction(function);
        return configuration.Created(configuration.GeneratedName(100));
    }

    // Lambda API Reference, PutFunctionEventInvokeConfig: the role must be allowed to write to the destination.
    private static string? Destination(NewResource configuration, FunctionConfiguration function, string when)
    {
        var where = configuration.PathOf($"DestinationConfig.{when}");
        var given = Nodes.MapOrEmpty(configuration.MapOrEmpty("DestinationConfig")[when], where);
        if (given.Count == 0)
        {
            return null;
        }

        Nodes.OnlyKnown(given, ["Destination"], "a destination", where);
        var arn = Nodes.TextAt(given["Destination"], where);
        var action = arn.Split(':') switch
        {
            [_, _, "events", ..] => "events:PutEvents",
            [_, _, "sqs", ..] => "sqs:SendMessage",
            [_, _, "sns", ..] => "sns:Publish",
            _ => throw new TemplateException(where, $"{arn} is not simulated; buses, queues and topics are."),
        };
        return
            configuration.Deployed.Roles.TryGetValue(function.RoleArn, out var role)
            && role.Policies.Values.Any(policy => PolicyDocuments.Allows(policy, action, arn))
            ? arn
            : throw new TemplateException(
                where,
                $"The provided execution role does not have permissions to call {action} on {arn}"
            );
    }

    private static FunctionConfiguration Existing(NewResource resource)
    {
        var given = resource.Text("FunctionName");
        var arn = given.StartsWith("arn:", StringComparison.Ordinal)
            ? given
            : resource.Arn("lambda", $"function:{given}");
        return resource.Deployed.Functions.GetValueOrDefault(arn)
            ?? throw resource.Refuse("FunctionName", $"Function not found: {arn}");
    }

    // Lambda Developer Guide, "Defined runtime environment variables": the reserved keys.
    // How a .NET function's log lines look may be chosen (AWS Lambda Developer Guide, Log and monitor C# Lambda functions).
    [GeneratedRegex(
        "^(_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(?!HANDLER_LOG_).*|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Reserved();
}
