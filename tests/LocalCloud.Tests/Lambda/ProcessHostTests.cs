using System.Diagnostics;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Lambda;

public sealed class ProcessHostTests(HostingScenario cloud) : IClassFixture<HostingScenario>
{
    [Fact]
    public async Task A_second_invocation_finds_the_environment_of_the_first_warm()
    {
        var function = HostingScenario.Function("warm", "AnswerAsync");

        var (first, cold) = await cloud.AskAsync(function, "r-1", "one");
        var (second, warm) = await cloud.AskAsync(function, "r-2", "two");

        first.ShouldSatisfyAllConditions(
            r => r.FunctionError.ShouldBeNull(),
            r => r.ColdStart.ShouldBeTrue()
        );
        second.ShouldSatisfyAllConditions(
            r => r.FunctionError.ShouldBeNull(),
            r => r.ColdStart.ShouldBeFalse()
        );
        cold["RequestId"]!.ToString().ShouldBe("r-1");
        warm["RequestId"]!.ToString().ShouldBe("r-2");
        warm["Text"]!.ToString().ShouldBe("two");
        warm["Count"]!.GetValue<int>().ShouldBe(2);
        warm["InTime"]!.GetValue<bool>().ShouldBeTrue();
        warm["ProcessId"]!.GetValue<int>().ShouldBe(cold["ProcessId"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_invocations_at_once_have_an_environment_each()
    {
        var function = HostingScenario.Function("concurrent", "AnswerAsync");

        var both = await Task.WhenAll(cloud.AskAsync(function, "c-1"), cloud.AskAsync(function, "c-2"));

        both.Select(b => b.Answer["ProcessId"]!.GetValue<int>()).Distinct().Count().ShouldBe(2);
        both.ShouldAllBe(b => b.Result.ColdStart);
    }

    [Fact]
    public async Task What_a_handler_throws_is_reported_by_its_short_name_and_the_environment_lives_on()
    {
        var function = HostingScenario.Function("throws", "ThrowAsync");

        var (first, error) = await cloud.AskAsync(function, "t-1");
        var (second, _) = await cloud.AskAsync(function, "t-2");

        first.FunctionError.ShouldBe("Unhandled");
        error["errorType"]!.ToString().ShouldBe("UnhappyException");
        error["errorMessage"]!.ToString().ShouldBe("This went wrong.");
        error["stackTrace"]!.AsArray().ShouldNotBeEmpty();
        second.ColdStart.ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_ends_is_an_ExitError_and_is_replaced()
    {
        var function = HostingScenario.Function("crashes", "Crash");

        var (first, error) = await cloud.AskAsync(function, "x-1");
        var (second, _) = await cloud.AskAsync(function, "x-2");

        first.FunctionError.ShouldBe("Unhandled");
        error["errorType"]!.ToString().ShouldBe("Runtime.ExitError");
        error["errorMessage"]!
            .ToString()
            .ShouldBe("RequestId: x-1 Error: Runtime exited with error: exit status 3");
        second.ColdStart.ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_process_is_an_ExitError_too()
    {
        var function = HostingScenario.Function("killed", "HangAsync");

        var running = cloud.AskAsync(function, "k-1");
        cloud.Host.Kill("k-1");
        var (_, error) = await running;

        error["errorType"]!.ToString().ShouldBe("Runtime.ExitError");
        error["errorMessage"]!
            .ToString()
            .ShouldBe("RequestId: k-1 Error: Runtime exited with error: signal: killed");
    }

    [Fact]
    public async Task A_function_that_takes_too_long_is_ended_and_its_environment_replaced()
    {
        var function = HostingScenario.Function("hangs", "HangAsync", timeout: 0.25);

        var (_, error) = await cloud.AskAsync(function, "h-1");
        var (second, _) = await cloud.AskAsync(function, "h-2");

        error["errorType"]!.ToString().ShouldBe("Sandbox.Timedout");
        error["errorMessage"]!.ToString().ShouldBe("RequestId: h-1 Error: Task timed out after 0.25 seconds");
        second.ColdStart.ShouldBeTrue();
    }

    [Fact]
    public async Task A_function_that_cannot_start_fails_with_the_reason()
    {
        var (result, error) = await cloud.AskAsync(
            HostingScenario.Function("stillborn", "HandleAsync", "Stillborn"),
            "s-1"
        );
        var (_, missing) = await cloud.AskAsync(
            HostingScenario.Function("misnamed", "HandleAsync", "Nobody"),
            "s-2"
        );

        result.FunctionError.ShouldBe("Unhandled");
        error["errorType"]!.ToString().ShouldBe("UnhappyException");
        error["errorMessage"]!.ToString().ShouldBe("MODE is 'maybe'; expected none or copy.");
        missing["errorType"]!.ToString().ShouldBe("TypeLoadException");
        missing["errorMessage"]!.ToString().ShouldContain("LocalCloud.Tests.Handlers.Nobody");
    }

    [Fact]
    public async Task Code_that_is_not_built_is_named()
    {
        var function = HostingScenario.Function("unbuilt", "AnswerAsync") with
        {
            CodeFolder = Path.Combine(AppContext.BaseDirectory, "nowhere"),
        };

        var (result, error) = await cloud.AskAsync(function, "u-1");

        result.FunctionError.ShouldBe("Unhandled");
        error["errorMessage"]!.ToString().ShouldContain("The code of unbuilt is not built");
    }

    [Fact]
    public async Task A_function_has_its_own_environment_and_its_roles_credentials_and_nothing_else()
    {
        Environment.SetEnvironmentVariable("LEAKED", "yes");
        var function = HostingScenario.Function("variables", "VariablesAsync");

        var (_, variables) = await cloud.AskAsync(function, "v-1");

        // macOS adds a variable of its own to every process.
        variables
            .Select(v => v.Key)
            .Where(k => k != "__CF_USER_TEXT_ENCODING")
            .ShouldBe(Expected, ignoreOrder: true);
        variables["RELAY_NAME"]!.ToString().ShouldBe("echo");
        variables["AWS_REGION"]!.ToString().ShouldBe("eu-central-1");
        variables["AWS_LAMBDA_FUNCTION_NAME"]!.ToString().ShouldBe("variables");
        Directory.GetFileSystemEntries(variables["HOME"]!.ToString()).ShouldBeEmpty();
        var key = cloud.Credentials.Find(variables["AWS_ACCESS_KEY_ID"]!.ToString()).ShouldNotBeNull();
        key.Caller.RoleArn.ShouldBe(function.RoleArn);
        key.SecretAccessKey.ShouldBe(variables["AWS_SECRET_ACCESS_KEY"]!.ToString());
        key.SessionToken.ShouldBe(variables["AWS_SESSION_TOKEN"]!.ToString());
        cloud.Credentials.InvocationOf(key.AccessKeyId).ShouldBe("v-1");
    }

    [Fact]
    public async Task What_a_function_wrote_before_it_crashed_is_in_its_log()
    {
        var function = HostingScenario.Function("writes", "Crash");

        var (result, _) = await cloud.AskAsync(function, "l-1");

        result.LogTail.ShouldContain("last words");
        cloud.LogOf(function).ShouldContain("START RequestId: l-1 Version: $LATEST");
        cloud.LogOf(function).ShouldContain("last words");
    }

    [Fact]
    public async Task When_all_places_are_taken_an_invocation_waits_and_none_outlives_the_cloud()
    {
        var small = new HostingScenario();
        await small.OpenAsync(places: 1);
        var (a, b) = (
            HostingScenario.Function("a", "AnswerAsync"),
            HostingScenario.Function("b", "AnswerAsync")
        );

        var all = await Task.WhenAll(
            small.AskAsync(a, "p-1"),
            small.AskAsync(b, "p-2"),
            small.AskAsync(a, "p-3")
        );
        await small.DisposeAsync();

        all.ShouldAllBe(r => r.Result.FunctionError == null);
        foreach (var process in all.Select(r => r.Answer["ProcessId"]!.GetValue<int>()))
        {
            Should.Throw<ArgumentException>(() => Process.GetProcessById(process));
        }
    }

    private static readonly string[] Expected =
    [
        "PATH",
        "HOME",
        "LANG",
        "TZ",
        "DOTNET_EnableDiagnostics",
        "RELAY_NAME",
        "_HANDLER",
        "LAMBDA_TASK_ROOT",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_CONFIG_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
    ];
}
