using System.Reflection;
using System.Text.Json;

namespace Relay.Tests;

/// <summary>What a person reads when something is wrong.</summary>
public sealed class ErrorsTests
{
    private static readonly DateTimeOffset Later = Some.Time.AddDays(3);

    public static TheoryData<Type> Errors =>
        [.. typeof(RelayException).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RelayException)))];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_error_tells_all_that_is_known_of_it_in_a_sentence_and_what_to_do_in_another(Type error)
    {
        var constructor = error.GetConstructors().Single();
        var arguments = constructor.GetParameters().Select(Argument).ToList();
        var made = (RelayException)constructor.Invoke([.. arguments]);
        foreach (var word in arguments.SelectMany(Words))
        {
            made.Message.ShouldContain(word);
        }

        var what = made.Message[..made.Message.IndexOf(" What to do: ", StringComparison.Ordinal)];
        what.Split(' ').Length.ShouldBeGreaterThan(3, what);
        made.Message.ShouldEndWith($" What to do: {made.ToDo}");
        made.ToDo.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("orders", "RDS finds no snapshot arn")]
    [InlineData("awsbackup:job-1", "AWS finds no recovery point arn")]
    public void What_is_not_found_is_looked_for_where_it_should_be(string name, string words) =>
        new SnapshotNotFoundException(Some.Snapshot(name)).Message.ShouldContain(words);

    [Theory]
    [InlineData(null, "; most often its source was deleted")]
    [InlineData("", "; most often its source was deleted")]
    [InlineData("AWS says so.", "'failed': AWS says so. What to do:")]
    public void A_copy_that_failed_without_a_word_gets_the_likely_cause(string? answer, string words) =>
        new CopyFailedException("x", "failed", answer).Message.ShouldContain(words);

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(11, 10, "; and 1 more.")]
    [InlineData(30, 10, "; and 20 more.")]
    public void Of_many_failures_of_pruning_the_first_ten_are_told(int failures, int told, string? more)
    {
        string[] all = [.. Enumerable.Range(1, failures).Select(i => $"failure-{i}-")];
        var message = new PruningIncompleteException(all).Message;
        all.Count(f => message.Contains(f)).ShouldBe(told);
        message.ShouldContain("failure-1-; failure-2-");
        message.Contains("more").ShouldBe(more is not null);
        message.ShouldContain(more ?? "failure-10-. What to do");
    }

    [Fact]
    public void The_problem_of_a_vault_names_the_vault() =>
        new VaultRefusedException(
            Some.Snapshot(),
            "region vault x",
            "is closed",
            "Open it."
        ).Problem.ShouldBe("the region vault x is closed");

    [Theory]
    [InlineData(null, "(nothing)")]
    [InlineData("", "(nothing)")]
    [InlineData("x", "'x'")]
    public void What_was_given_is_shown_in_quotes(string? given, string shown) =>
        Shown.Value(given).ShouldBe(shown);

    [Fact]
    public void What_is_too_long_to_show_is_cut_and_its_length_told()
    {
        Shown.Value(new string('x', 200)).ShouldBe($"'{new string('x', 200)}'");
        Shown.Value(new string('x', 201)).ShouldBe($"'{new string('x', 200)}…' (201 characters)");
    }

    [Theory]
    [InlineData("mode", "The input's field 'mode' is wrong: no. What to do: y.")]
    [InlineData("(root)", "The input is wrong: no. What to do: y.")]
    public void A_field_of_the_input_is_named_and_all_of_it_is_the_input(string path, string message) =>
        new InputInvalidException(path, "no.", "y.").Message.ShouldStartWith(message[..^13]);

    [Fact]
    public void What_is_written_as_text_is_read_back_and_anything_else_is_refused_in_words()
    {
        var json = JsonSerializer.Serialize(Some.Snapshot());
        json.ShouldBe($"\"{Some.Snapshot()}\"");
        JsonSerializer.Deserialize<SnapshotArn>(json).ShouldBe(Some.Snapshot());
        Should
            .Throw<JsonException>(() => JsonSerializer.Deserialize<AccountId>("111111111111"))
            .Message.ShouldContain("Found Number, expected a string.");
        Should
            .Throw<JsonException>(() => JsonSerializer.Deserialize<AccountId>("\"1\""))
            .Message.ShouldContain("'1' is not");
    }

    [Theory]
    [InlineData(typeof(Mode), "\"copy\"", Mode.Copy)]
    [InlineData(typeof(Route), "\"RegionOnly\"", Route.RegionOnly)]
    public void A_word_is_read_and_a_number_is_not_taken_for_one(Type type, string json, object value)
    {
        JsonSerializer.Deserialize(json, type).ShouldBe(value);
        JsonSerializer.Serialize(value, type).ShouldBe(json);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize("1", type));
    }

    private static object? Argument(ParameterInfo parameter) =>
        parameter.ParameterType switch
        {
            var type when type == typeof(string) => $"the-{parameter.Name}-given",
            var type when type == typeof(int) => 4711,
            var type when type == typeof(SnapshotArn) => Some.Snapshot(),
            var type when type == typeof(AccountId) => Some.DrAccount,
            var type when type == typeof(RoleArn) => Some.Settings().DrAccount!.Copier,
            var type when type == typeof(TimeSpan) => TimeSpan.FromHours(36.5),
            var type when type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?) => parameter.Name
            == "found"
                ? Later
                : Some.Time,
            var type when type == typeof(IReadOnlyList<string>) => new[] { "one thing", "another" },
            var type when type == typeof(Exception) => null,
            var type => throw new InvalidOperationException($"{type} of {parameter.Member}"),
        };

    private static IEnumerable<string> Words(object? argument) =>
        argument switch
        {
            null => [],
            string[] list => [string.Join("; ", list)],
            TimeSpan span => [$"{span.TotalHours} hours"],
            DateTimeOffset time => [$"{time:O}"],
            _ => [$"{argument}"],
        };
}
