using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using static LocalCloud.Tests.Sts.StsScenario;

namespace LocalCloud.Tests.Sts;

public class RoleTests
{
    [Fact]
    public void A_function_s_session_needs_no_trust()
    {
        const string RoleArn = "arn:aws:iam::111111111111:role/snapshot-relay/orders/PlanRelay";
        var sts = new StsScenario();
        sts.Trust(RoleArn, """{"Service":"lambda.amazonaws.com"}""");
        IRoles roles = sts.Sts.Roles;
        var session = roles.SessionFor(RoleArn, "orders-PlanRelay", TimeSpan.FromHours(1));
        session.Expiration.ShouldBe(RealTime.AddHours(1));
        var caller = sts.Credentials.Find(session.AccessKeyId)!.Caller;
        caller.Arn.ShouldBe("arn:aws:sts::111111111111:assumed-role/PlanRelay/orders-PlanRelay");
        sts.Assume(caller).ShouldNotBeNull();
        Should
            .Throw<AwsError>(() => roles.SessionFor(RoleArn + "2", "x", TimeSpan.FromHours(1)))
            .Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public void A_role_put_again_keeps_its_id_and_takes_the_new_policies()
    {
        var sts = new StsScenario();
        var before = sts.Sts.Roles.Find(Copier)!;
        sts.Trust(Copier, """{"AWS":"333333333333"}""");
        sts.Sts.Roles.All.ShouldHaveSingleItem().Id.ShouldBe(before.Id);
        Should.Throw<AwsError>(() => sts.Assume(Relay)).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public void A_malformed_trust_policy_is_refused_as_IAM_does() =>
        Should
            .Throw<AwsError>(() =>
                new StsScenario().Sts.Roles.PutRole(
                    Copier,
                    [],
                    new Dictionary<string, JsonObject>(StringComparer.Ordinal)
                )
            )
            .Code.ShouldBe("MalformedPolicyDocument");

    [Fact]
    public void An_administrator_is_the_account()
    {
        var identity = new StsScenario().Call(SourceAdmin, "GetCallerIdentity");
        Text(identity, "Arn").ShouldBe("arn:aws:iam::111111111111:root");
        Text(identity, "UserId").ShouldBe("111111111111");
        Text(identity, "Account").ShouldBe("111111111111");
    }

    [Fact]
    public void Another_operation_is_named() =>
        Should
            .Throw<AwsError>(() => new StsScenario().Call(SourceAdmin, "GetSessionToken"))
            .Message.ShouldContain("sts:GetSessionToken");
}
