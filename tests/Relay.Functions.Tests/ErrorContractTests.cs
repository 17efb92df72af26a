using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Shared;

namespace Relay.Functions.Tests;

/// <summary>Lambda reports exceptions by their short names: the error page and the state machine must speak of the same ones.</summary>
public sealed class ErrorContractTests
{
    private static readonly JsonObject States = JsonNode.Parse(
        Repository.Read("statemachine/snapshot-relay.asl.json")
    )!["States"]!.AsObject();

    private static IReadOnlyList<JsonObject> Tasks =>
        [.. States.Select(s => s.Value!.AsObject()).Where(s => (string?)s["Type"] == "Task")];

    private static IReadOnlyList<Type> Errors =>
        [.. typeof(RelayException).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RelayException)))];

    private static IEnumerable<string> Names(JsonNode? handlers) =>
        (handlers?.AsArray() ?? []).SelectMany(h => h!["ErrorEquals"]!.AsArray()).Select(n => (string)n!);

    [Fact]
    public void Every_error_that_the_state_machine_names_exists()
    {
        string[] named =
        [
            .. Tasks
                .SelectMany(t => Names(t["Retry"]).Concat(Names(t["Catch"])))
                .Distinct(StringComparer.Ordinal),
        ];
        named.Length.ShouldBeGreaterThan(10);
        string[] services = ["States.", "Lambda.", "Sandbox.", "Runtime."];
        named
            .Where(name => !services.Any(s => name.StartsWith(s, StringComparison.Ordinal)))
            .ShouldAllBe(name => Errors.Any(e => e.Name == name));
    }

    [Fact]
    public void Every_error_that_passes_is_retried_and_no_other_is()
    {
        string[] retried =
        [
            .. Tasks
                .SelectMany(t => Names(t["Retry"]))
                .Where(n => n.EndsWith("Exception", StringComparison.Ordinal)),
        ];
        // Lambda's own retries of an asynchronous invocation are this one's.
        string[] passing =
        [
            .. Errors
                .Where(e => Kind(e) == ErrorKind.Passes && e != typeof(SnapshotNotReadyException))
                .Select(e => e.Name),
        ];
        passing.Length.ShouldBeGreaterThanOrEqualTo(3);
        retried
            .Where(n => !n.StartsWith("Lambda.", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBe(passing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_task_retries_the_passing_errors_has_a_time_out_and_catches_the_rest_last()
    {
        Tasks.Count.ShouldBe(10);
        foreach (var task in Tasks)
        {
            Names(task["Retry"]).ShouldContain(nameof(AwsThrottledException));
            Names(task["Retry"]).ShouldContain("Sandbox.Timedout");
            ((int)task["TimeoutSeconds"]!).ShouldBeGreaterThan(60);
            var last = task["Catch"]!.AsArray()[^1]!;
            Names(new JsonArray(last.DeepClone())).ShouldBe(["States.ALL"]);
        }
    }

    [Fact]
    public void Every_caught_error_is_kept_under_the_name_of_its_state()
    {
        foreach (
            var (name, state) in States.Where(s =>
                (string?)s.Value!["Type"] == "Task" && s.Key != nameof(ExplainFailure)
            )
        )
        {
            ((string?)state!["Catch"]![0]!["ResultPath"]).ShouldBe($"$.errors.{name}");
        }
    }

    [Fact]
    public void Every_error_says_what_to_do()
    {
        Errors.Count.ShouldBeGreaterThan(20);
        foreach (var error in Errors)
        {
            var made = Make(error);
            made.Message.ShouldContain("What to do: ");
            made.ToDo.ShouldEndWith(".", customMessage: error.Name);
            char.IsUpper(made.ToDo[0]).ShouldBeTrue(error.Name);
        }
    }

    [Fact]
    public void The_operations_guide_lists_every_error_with_what_to_do()
    {
        var table = new StringBuilder("\n| Error | ends by | what to do |\n|---|---|---|\n");
        foreach (var error in Errors.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var made = Make(error);
            table.Append(
                $"| `{error.Name}` | {(made.Kind == ErrorKind.Passes ? "itself; retried" : "a person")} | {made.ToDo} |\n"
            );
        }

        GeneratedDocs.ShouldHold("docs/operations.md", "errors", table.Append('\n').ToString());
    }

    private static ErrorKind Kind(Type error) => Make(error).Kind;

    private static RelayException Make(Type error)
    {
        var constructor = error.GetConstructors().ShouldHaveSingleItem();
        return (RelayException)constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    private static object? Value(ParameterInfo parameter) =>
        parameter.ParameterType switch
        {
            var t when t == typeof(string) => parameter.Name == "toDo"
                ? "What the message says: it names the field, or the key, and the fix."
                : "…",
            var t when t == typeof(int) => 7,
            var t when t == typeof(TimeSpan) => TimeSpan.FromHours(1),
            var t when t == typeof(DateTimeOffset) || t == typeof(DateTimeOffset?) =>
                DateTimeOffset.UnixEpoch,
            var t when t == typeof(SnapshotArn) => SnapshotArn.Parse(
                "arn:aws:rds:eu-west-1:111111111111:snapshot:x"
            ),
            var t when t == typeof(AccountId) => AccountId.Parse("111111111111"),
            var t when t == typeof(RoleArn) => RoleArn.Parse("arn:aws:iam::111111111111:role/x"),
            var t when t == typeof(IReadOnlyList<string>) => new[] { "x" },
            var t when t == typeof(Exception) => null,
            var t => throw new InvalidOperationException($"No sample for {t}"),
        };
}
