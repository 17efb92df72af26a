using LocalCloud.Commands;
using LocalCloud.Deploy;

namespace LocalCloud.Tests.Commands;

public sealed class InvokeSettingsTests
{
    private static readonly string Root = RepositoryRoot.Find();
    private static readonly string[] Plan = ["--function", "PlanRelay", "--event", "events/plan-relay.json"];

    [Fact]
    public void A_function_and_a_sample_run_in_the_sample_world()
    {
        var settings = InvokeSettings.Read(Plan, _ => null, Root);

        settings.Function.ShouldBe("PlanRelay");
        settings.Payload.ShouldContain("snapshotArn");
        settings.Aws.ShouldBeNull();
    }

    [Theory]
    [InlineData("planrelay")]
    [InlineData("snapshot-relay-PlanRelay")]
    [InlineData("")]
    public void An_unknown_function_is_named_and_the_functions_are_listed(string function) =>
        Refusal(["--function", function, "--event", "events/plan-relay.json"])
            .ShouldBe(
                $"FUNCTION is '{function}'; expected a function of template.yaml: OnSnapshotCompleted, PlanRelay, CopyToRegion, "
                    + "CheckRegionCopy, ShareSource, ShareRegionCopy, CopyToAccount, CheckAccountCopy, StopSharing, VerifyCopy, ExplainFailure, "
                    + "Reconcile, Doctor, ExplainStop, MeasureRecoverability, PruneCopies."
            );

    [Fact]
    public void A_missing_event_is_named_and_the_samples_are_listed()
    {
        var refusal = Refusal(["--function", "PlanRelay", "--event", "events/plan.json"]);

        refusal.ShouldStartWith(
            "EVENT is 'events/plan.json', and there is no such file; the samples are: events/"
        );
        refusal.ShouldContain("events/plan-relay.json, ");
        refusal.ShouldContain("events/near-misses/rds-own-copy-created.json");
    }

    [Fact]
    public void An_event_that_is_not_JSON_is_named() =>
        Refusal(["--function", "PlanRelay", "--event", "Makefile"])
            .ShouldStartWith("EVENT is 'Makefile', which is not JSON: ");

    [Theory]
    [InlineData]
    [InlineData("--function", "PlanRelay")]
    [InlineData("PlanRelay", "events/plan-relay.json")]
    public void Other_arguments_are_answered_with_an_example(params string[] arguments) =>
        Refusal(arguments)
            .ShouldEndWith(
                "as in make invoke FUNCTION=PlanRelay EVENT=events/plan-relay.json.",
                customMessage: string.Join(' ', arguments)
            );

    [Theory]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("http://localhost:9")]
    [InlineData("http://[::1]:9")]
    public void Another_endpoint_on_this_machine_is_taken_with_what_the_variables_say(string url)
    {
        var aws = InvokeSettings.Read(Plan, Variables(url), Root).Aws!;

        aws.Url.ShouldBe(new Uri(url));
        aws.Lambda.ShouldBe(aws.Url);
        aws.Region.ShouldBe("eu-west-3");
        aws.RelayName.ShouldBe("snapshot-relay");
        aws.Key.AccessKeyId.ShouldBe("AKIAEXAMPLE");
    }

    [Theory]
    [InlineData("http://10.0.0.1:4566")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://localhost.example.com:4566")]
    [InlineData("https://rds.eu-central-1.amazonaws.com")]
    [InlineData("https://amazonaws.com")]
    public void Another_machine_is_refused_unless_it_is_allowed(string url)
    {
        RefusalOf(Variables(url)).ShouldStartWith($"AWS_ENDPOINT_URL is '{url}', which is not this machine");
        RefusalOf(Variables(url, ("ALLOW_REAL_AWS", "yes"))).ShouldContain("ALLOW_REAL_AWS=1");
        InvokeSettings
            .Read(Plan, Variables(url, ("ALLOW_REAL_AWS", "1")), Root)
            .Aws!.Url.ShouldBe(new Uri(url));
    }

    [Theory]
    [InlineData("https://amazonaws.com", true, "https://lambda.eu-west-3.amazonaws.com")]
    [InlineData("https://rds.us-east-1.amazonaws.com", true, "https://lambda.eu-west-3.amazonaws.com")]
    [InlineData("https://amazonaws.com.cn", true, "https://lambda.eu-west-3.amazonaws.com.cn")]
    [InlineData("https://notamazonaws.com", false, "https://notamazonaws.com")]
    public void Real_AWS_has_an_address_for_each_service(string url, bool real, string lambda)
    {
        var aws = InvokeSettings.Read(Plan, Variables(url, ("ALLOW_REAL_AWS", "1")), Root).Aws!;

        aws.IsRealAws.ShouldBe(real);
        aws.Lambda.ShouldBe(new Uri(lambda));
    }

    [Theory]
    [InlineData("here")]
    [InlineData("127.0.0.1:4566")]
    [InlineData("ftp://127.0.0.1")]
    public void What_is_no_address_is_refused(string url) =>
        RefusalOf(Variables(url))
            .ShouldBe($"AWS_ENDPOINT_URL is '{url}'; expected an address like http://127.0.0.1:4566.");

    [Fact]
    public void What_an_endpoint_needs_besides_is_named() =>
        RefusalOf(Variables("http://127.0.0.1:9", ("AWS_REGION", "")))
            .ShouldBe(
                "AWS_ENDPOINT_URL is 'http://127.0.0.1:9', which is not the local cloud of artifacts/cloud.json, so AWS_REGION must be set too."
            );

    private static string Refusal(string[] arguments) =>
        Should.Throw<SettingException>(() => InvokeSettings.Read(arguments, _ => null, Root)).Message;

    private static string RefusalOf(Func<string, string?> variable) =>
        Should.Throw<SettingException>(() => InvokeSettings.Read(Plan, variable, Root)).Message;

    private static Func<string, string?> Variables(string url, params (string Name, string Value)[] more)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = url,
            ["AWS_REGION"] = "eu-west-3",
            ["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "a-secret",
        };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return name => variables.GetValueOrDefault(name);
    }
}
