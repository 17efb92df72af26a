using System.Globalization;
using System.Text;
using LocalCloud.Kernel;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Lambda.Hosting;

/// <summary>
/// The Lambda Runtime API, 2018-06-01 (Lambda Developer Guide, "Using the Lambda runtime API"), for each environment under
/// <c>/ENVIRONMENT/2018-06-01/runtime/</c>.
/// </summary>
internal sealed class RuntimeApi(EnvironmentPool pool)
{
    private const string Root = "/2018-06-01/runtime/";

    public static bool Matches(string path) => path.Contains(Root, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var cut = path.IndexOf(Root, StringComparison.Ordinal);
        if (pool.Find(path[..cut].Trim('/')) is not { } environment)
        {
            await ReplyAsync(context, 403, "AccessDenied", "No execution environment has this address.");
            return;
        }

        await (
            (context.Request.Method, path[(cut + Root.Length)..].Split('/')) switch
            {
                ("GET", ["invocation", "next"]) => NextAsync(context, environment),
                ("POST", ["invocation", var id, "response"]) => FinishAsync(
                    context,
                    environment,
                    id,
                    functionError: null
                ),
                ("POST", ["invocation", var id, "error"]) => FinishAsync(
                    context,
                    environment,
                    id,
                    "Unhandled"
                ),
                ("POST", ["init", "error"]) => FailStartAsync(context, environment),
                _ => ReplyAsync(context, 404, "NotFound", $"{context.Request.Method} {path}"),
            }
        );
    }

    private static async Task NextAsync(HttpContext context, ExecutionEnvironment environment)
    {
        Work work;
        try
        {
            work = await environment.NextAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var deadline = DateTimeOffset.UtcNow + environment.Function.Timeout;
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = work.RequestId;
        headers["Lambda-Runtime-Invoked-Function-Arn"] = environment.Function.Arn;
        headers["Lambda-Runtime-Deadline-Ms"] = deadline
            .ToUnixTimeMilliseconds()
            .ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(work.Payload);
    }

    private static async Task FinishAsync(
        HttpContext context,
        ExecutionEnvironment environment,
        string requestId,
        string? functionError
    )
    {
        var body = await ReadAsync(context);
        var result = new InvocationResult(body.Length == 0 ? "null" : body, functionError);
        await (
            environment.Finish(requestId, result)
                ? ReplyAsync(context, 202, status: "OK")
                : ReplyAsync(context, 400, "InvalidRequestID", "This invocation is not running here.")
        );
    }

    private static async Task FailStartAsync(HttpContext context, ExecutionEnvironment environment)
    {
        environment.FailStart(await ReadAsync(context));
        await ReplyAsync(context, 202, status: "OK");
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static Task ReplyAsync(HttpContext context, int code, string type, string message) =>
        WriteAsync(context, code, LambdaRules.ErrorPayload(type, message));

    private static Task ReplyAsync(HttpContext context, int code, string status) =>
        WriteAsync(context, code, $$"""{"status":"{{status}}"}""");

    private static Task WriteAsync(HttpContext context, int code, string json)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
