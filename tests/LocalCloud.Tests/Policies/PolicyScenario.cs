using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Tests.Policies;

/// <summary>Who asks, and how, in the tests of policies.</summary>
internal static class PolicyScenario
{
    public const string Key =
        "arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    public static readonly Caller Owner = Caller.Administrator("111111111111");
    public static readonly Caller Stranger = Caller.Administrator("222222222222");
    public static readonly Caller Copier = new(
        "222222222222",
        "arn:aws:sts::222222222222:assumed-role/copier/relay",
        "arn:aws:iam::222222222222:role/snapshot-relay/orders/copier"
    );

    public static PolicyDocument Policy(params string[] statements) =>
        PolicyDocument.Parse(
            JsonNode
                .Parse($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""")!
                .AsObject(),
            "MalformedPolicyDocumentException"
        );

    public static string Statement(
        string effect = "Allow",
        string principal = """{"AWS":"*"}""",
        string action = "\"kms:*\"",
        string? resource = "\"*\"",
        string? condition = null
    ) =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{action}}"""
        + (resource is null ? "" : $",\"Resource\":{resource}")
        + (condition is null ? "}" : $",\"Condition\":{condition}}}");

    public static PolicyDecision Decide(
        PolicyDocument policy,
        Caller caller,
        string action = "kms:CreateGrant",
        Func<PolicyContext, PolicyContext>? context = null
    ) =>
        PolicyEvaluator.Decide(
            policy,
            new PolicyRequest(
                PolicyPrincipal.Of(caller),
                action,
                Key,
                (context ?? (c => c))(PolicyContext.Of(caller, "eu-central-1"))
            )
        );
}
