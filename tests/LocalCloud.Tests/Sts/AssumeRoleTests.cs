using LocalCloud.Kernel;
using static LocalCloud.Tests.Sts.StsScenario;

namespace LocalCloud.Tests.Sts;

public class AssumeRoleTests
{
    private const string Refusal = "is not authorized to perform: sts:AssumeRole on resource: " + Copier;

    [Fact]
    public void The_relay_s_role_gets_a_session_of_the_copier()
    {
        var sts = new StsScenario();
        var result = sts.Assume(Relay);
        Text(result, "Arn").ShouldBe("arn:aws:sts::222222222222:assumed-role/copier/relay");
        Text(result, "AssumedRoleId").ShouldStartWith("AROA");
        Text(result, "AssumedRoleId").ShouldEndWith(":relay");
        Text(result, "Expiration").ShouldBe("2026-11-22T10:00:00.000Z");

        var key = sts.Credentials.Find(Text(result, "AccessKeyId"))!;
        key.SecretAccessKey.ShouldBe(Text(result, "SecretAccessKey"));
        key.SessionToken.ShouldBe(Text(result, "SessionToken"));
        key.Caller.AccountId.ShouldBe("222222222222");
        key.Caller.PrincipalArn.ShouldBe(Copier);

        var identity = sts.Call(key.Caller, "GetCallerIdentity");
        Text(identity, "Arn").ShouldBe("arn:aws:sts::222222222222:assumed-role/copier/relay");
        Text(identity, "UserId").ShouldBe(Text(result, "AssumedRoleId"));
        Text(identity, "Account").ShouldBe("222222222222");
    }

    [Theory]
    [InlineData("111111111111", "snapshot-relay/orders/PlanRelay", ExternalId, true)]
    [InlineData("111111111111", "snapshot-relay/orders/CopyToAccount", ExternalId, true)]
    [InlineData("111111111111", "snapshot-relay/orders/PlanRelay", "orders-7f3b", false)]
    [InlineData("111111111111", "snapshot-relay/orders/PlanRelay", "ORDERS-7F3A", false)]
    [InlineData("111111111111", "snapshot-relay/orders/PlanRelay", null, false)]
    [InlineData("111111111111", "snapshot-relay/other/PlanRelay", ExternalId, false)]
    [InlineData("111111111111", "PlanRelay", ExternalId, false)]
    [InlineData("111111111111", "x/snapshot-relay/orders/PlanRelay", ExternalId, false)]
    [InlineData("333333333333", "snapshot-relay/orders/PlanRelay", ExternalId, false)]
    [InlineData("222222222222", "snapshot-relay/orders/PlanRelay", ExternalId, false)]
    public void Trust_asks_for_the_account_the_path_and_the_external_id(
        string account,
        string role,
        string? externalId,
        bool trusted
    )
    {
        var sts = new StsScenario();
        var caller = Role(account, role);
        if (trusted)
        {
            sts.Assume(caller, externalId: externalId).ShouldNotBeNull();
            return;
        }

        var error = Should.Throw<AwsError>(() => sts.Assume(caller, externalId: externalId));
        error.Code.ShouldBe("AccessDenied");
        error.Status.ShouldBe(403);
        error.Message.ShouldBe($"User: {caller.Arn} {Refusal}");
    }

    [Fact]
    public void An_administrator_is_not_on_the_relay_s_path()
    {
        var sts = new StsScenario();
        Should
            .Throw<AwsError>(() => sts.Assume(SourceAdmin))
            .Message.ShouldBe($"User: arn:aws:iam::111111111111:root {Refusal}");
        Should.Throw<AwsError>(() => sts.Assume(DrAdmin)).Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("arn:aws:iam::222222222222:role/copier")]
    [InlineData("arn:aws:iam::222222222222:role/snapshot-relay/orders/nobody")]
    public void A_role_that_does_not_exist_is_refused_like_one_that_does_not_trust(string role)
    {
        var error = Should.Throw<AwsError>(() => new StsScenario().Assume(Relay, role));
        error.Code.ShouldBe("AccessDenied");
        error.Message.ShouldEndWith("on resource: " + role);
    }

    [Theory]
    [InlineData("""{"AWS":"222222222222"}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::222222222222:root"}""", true)]
    [InlineData("\"*\"", true)]
    [InlineData("""{"AWS":"111111111111"}""", false)]
    [InlineData("""{"Service":"lambda.amazonaws.com"}""", false)]
    public void An_administrator_assumes_a_role_that_trusts_the_account(string principal, bool trusted)
    {
        const string RoleArn = "arn:aws:iam::222222222222:role/operator";
        var sts = new StsScenario();
        sts.Trust(RoleArn, principal);
        if (trusted)
        {
            Text(sts.Assume(DrAdmin, RoleArn, null), "Arn").ShouldEndWith("assumed-role/operator/relay");
        }
        else
        {
            Should.Throw<AwsError>(() => sts.Assume(DrAdmin, RoleArn, null)).Code.ShouldBe("AccessDenied");
        }
    }

    [Fact]
    public void A_trust_condition_that_nobody_simulates_is_named_loudly()
    {
        var sts = new StsScenario();
        sts.Trust(Copier, "\"*\"", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        var error = Should.Throw<AwsError>(() => sts.Assume(Relay));
        error.Code.ShouldBe("NotSimulated");
        error.Message.ShouldContain("aws:MultiFactorAuthPresent");
    }

    [Theory]
    [InlineData(900, 900)]
    [InlineData(null, 3600)]
    [InlineData(43200, 43200)]
    public void A_session_lasts_as_long_as_asked_in_real_time(int? asked, int seconds)
    {
        const string RoleArn = "arn:aws:iam::222222222222:role/operator";
        var sts = new StsScenario();
        sts.Trust(RoleArn, """{"AWS":"222222222222"}""");
        var key = sts.Credentials.Find(Text(sts.Assume(DrAdmin, RoleArn, null, asked), "AccessKeyId"))!;
        key.Expiration.ShouldBe(RealTime.AddSeconds(seconds));
    }

    [Fact]
    public void A_session_that_assumes_a_role_gets_an_hour_at_most()
    {
        var sts = new StsScenario();
        sts.Assume(Relay, seconds: 3600).ShouldNotBeNull();
        var error = Should.Throw<AwsError>(() => sts.Assume(Relay, seconds: 3601));
        error.Code.ShouldBe("ValidationError");
        error.Message.ShouldBe(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        );
    }

    [Theory]
    [InlineData(
        "RoleSessionName",
        "a",
        "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2"
    )]
    [InlineData(
        "RoleSessionName",
        "a b",
        @"Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*"
    )]
    [InlineData(
        "RoleSessionName",
        "01234567890123456789012345678901234567890123456789012345678901234",
        "Member must have length less than or equal to 64"
    )]
    [InlineData(
        "RoleArn",
        "role",
        "Value 'role' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"
    )]
    [InlineData(
        "RoleArn",
        "arn:aws:iam::222222222222:user/someone",
        "arn:aws:iam::222222222222:user/someone is invalid"
    )]
    [InlineData(
        "ExternalId",
        "x",
        "Value 'x' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2"
    )]
    [InlineData("ExternalId", "x!x", @"Member must satisfy regular expression pattern: [\w+=,.@:\/-]*")]
    [InlineData(
        "DurationSeconds",
        "899",
        "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"
    )]
    [InlineData("DurationSeconds", "43201", "Member must have value less than or equal to 43200")]
    [InlineData("DurationSeconds", "long", "Value 'long' at 'durationSeconds'")]
    public void A_parameter_that_breaks_a_constraint_is_named(string name, string value, string text)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["RoleArn"] = Copier,
            ["RoleSessionName"] = "relay",
            [name] = value,
        };
        var error = Should.Throw<AwsError>(() =>
            new StsScenario().Call(Relay, "AssumeRole", [.. parameters.Select(p => (p.Key, p.Value))])
        );
        error.Code.ShouldBe("ValidationError");
        error.Status.ShouldBe(400);
        error.Message.ShouldContain(text);
    }

    [Fact]
    public void All_broken_constraints_are_told_at_once() =>
        Should
            .Throw<AwsError>(() => new StsScenario().Call(Relay, "AssumeRole"))
            .Message.ShouldBe(
                "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; "
                    + "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null"
            );

    [Theory]
    [InlineData("Policy")]
    [InlineData("Tags.member.1.Key")]
    [InlineData("SerialNumber")]
    [InlineData("SourceIdentity")]
    public void What_is_not_simulated_is_refused_by_name(string parameter)
    {
        var error = Should.Throw<AwsError>(() =>
            new StsScenario().Call(
                Relay,
                "AssumeRole",
                ("RoleArn", Copier),
                ("RoleSessionName", "relay"),
                (parameter, "x")
            )
        );
        error.Code.ShouldBe("NotSimulated");
        error.Message.ShouldContain(parameter.Split('.')[0]);
    }

    [Fact]
    public void The_call_log_holds_who_asked_for_which_role_and_with_what_even_when_refused()
    {
        var sts = new StsScenario();
        sts.Assume(Relay);
        Should.Throw<AwsError>(() => sts.Assume(Relay, externalId: null));
        sts.Log.Calls.Count.ShouldBe(2);
        var (first, second) = (sts.Log.Calls[0], sts.Log.Calls[1]);
        first.Action.ShouldBe("sts:AssumeRole");
        first.Resource.ShouldBe(Copier);
        first.Caller.ShouldBe(Relay.RoleArn);
        first.Context["sts:ExternalId"].ShouldBe(ExternalId);
        first.Context["sts:RoleSessionName"].ShouldBe("relay");
        second.Context.ContainsKey("sts:ExternalId").ShouldBeFalse();
    }
}
