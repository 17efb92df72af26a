using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.States.Language;

/// <summary>Reads a Task with its Retry and Catch.</summary>
internal static partial class TaskReader
{
    public static TaskState Read(string name, Fields fields)
    {
        var resource = Resource(fields);
        if (resource.FunctionArn is null)
        {
            CheckInvokeParameters(fields);
        }

        return new TaskState(
            name,
            fields.DataPath("InputPath"),
            fields.DataPath("OutputPath"),
            StateReader.NextOf(fields),
            resource,
            fields.Template("Parameters"),
            fields.Template("ResultSelector"),
            fields.DataPath("ResultPath", reference: true),
            fields.Whole("TimeoutSeconds", 1, 99_999_999),
            Retry(fields),
            Catch(fields)
        );
    }

    private static TaskResource Resource(Fields fields)
    {
        var arn = fields.RequiredText("Resource");
        return FunctionArn().IsMatch(arn) ? new TaskResource(arn)
            : LambdaInvoke().IsMatch(arn) ? new TaskResource(FunctionArn: null)
            : throw Fields.Invalid(
                $"{fields.Where}/Resource",
                $"Resource '{arn}' is not simulated by the local cloud: it runs Lambda functions by ARN, or arn:aws:states:::lambda:invoke"
            );
    }

    private static void CheckInvokeParameters(Fields fields)
    {
        var parameters = fields.Object("Parameters");
        if (!parameters.Has("FunctionName") && !parameters.Has("FunctionName.$"))
        {
            throw parameters.Required("FunctionName");
        }

        parameters.Has("Payload");
        parameters.Has("Payload.$");
        parameters.Done();
    }

    private static List<Retrier> Retry(Fields fields)
    {
        var retriers = fields.Objects("Retry");
        var retry = new List<Retrier>();
        foreach (var (i, retrier) in retriers.Index())
        {
            retry.Add(
                new Retrier(
                    ErrorEquals(retrier, last: i == retriers.Count - 1),
                    retrier.Whole("IntervalSeconds", 1, 99_999_999) ?? 1,
                    retrier.Whole("MaxAttempts", 0, 99_999_999) ?? 3,
                    retrier.Number("BackoffRate", 1.0) ?? 2.0,
                    retrier.Whole("MaxDelaySeconds", 1, 31_622_400),
                    IsFullJitter(retrier)
                )
            );
            retrier.Done();
        }

        return retry;
    }

    private static List<Catcher> Catch(Fields fields)
    {
        var catchers = fields.Objects("Catch");
        var all = new List<Catcher>();
        foreach (var (i, catcher) in catchers.Index())
        {
            all.Add(
                new Catcher(
                    ErrorEquals(catcher, last: i == catchers.Count - 1),
                    catcher.RequiredText("Next"),
                    catcher.DataPath("ResultPath", reference: true)
                )
            );
            catcher.Done();
        }

        return all;
    }

    private static List<string> ErrorEquals(Fields fields, bool last)
    {
        var names = (fields.Node("ErrorEquals") as JsonArray)?.Select(Json.String).ToList() ?? [];
        if (names.Count == 0 || names.Contains(null))
        {
            throw Fields.Invalid(
                $"{fields.Where}/ErrorEquals",
                "The value must be a non-empty array of error names"
            );
        }

        return !names.Contains(Errors.All) || (last && names.Count == 1)
            ? [.. names.OfType<string>()]
            : throw Fields.Invalid(
                $"{fields.Where}/ErrorEquals",
                $"{Errors.All} must stand alone, in the last entry"
            );
    }

    private static bool IsFullJitter(Fields fields) =>
        fields.Text("JitterStrategy") switch
        {
            null or "NONE" => false,
            "FULL" => true,
            var other => throw Fields.Invalid(
                $"{fields.Where}/JitterStrategy",
                $"'{other}' is neither FULL nor NONE"
            ),
        };

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9$_-]+)?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FunctionArn();

    [GeneratedRegex(@"^arn:aws[a-z-]*:states:::lambda:invoke$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LambdaInvoke();
}
