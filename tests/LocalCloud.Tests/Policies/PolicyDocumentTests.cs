using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Tests.Policies;

public class PolicyDocumentTests
{
    [Theory]
    [InlineData("{}", "no Statement")]
    [InlineData("""{"Statement":[]}""", "no Statement")]
    [InlineData("""{"Statement":["x"]}""", "not an object")]
    [InlineData("""{"Statement":{"Principal":"*","Action":"*"}}""", "Effect")]
    [InlineData("""{"Statement":{"Effect":"allow","Principal":"*","Action":"*"}}""", "Effect 'allow'")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*"}}""", "invalid principals")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{},"Action":"*"}}""", "invalid principals")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"me","Action":"*"}}""", "invalid principals")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"12"},"Action":"*"}}""",
        "invalid principals"
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/x/*"},"Action":"*"}}""",
        "invalid principals"
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:s3:::bucket"},"Action":"*"}}""",
        "invalid principals"
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","NotAction":"*"}}""",
        "both Action and NotAction"
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Condition":"x"}}""",
        "Condition"
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Condition":{"Bool":"x"}}}""",
        "Condition Bool"
    )]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":[{}]}}""", "is not a value")]
    public void A_malformed_policy_is_refused_with_the_service_s_own_code(string json, string text)
    {
        var error = Should.Throw<AwsError>(() =>
            PolicyDocument.Parse(JsonNode.Parse(json)!.AsObject(), "MalformedPolicyDocument")
        );
        error.Code.ShouldBe("MalformedPolicyDocument");
        error.Message.ShouldContain(text);
    }
}
