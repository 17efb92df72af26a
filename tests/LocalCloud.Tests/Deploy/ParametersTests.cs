using LocalCloud.Deploy;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Tests.Deploy;

public sealed class ParametersTests
{
    [Fact]
    public void A_value_that_is_not_given_is_the_default()
    {
        var values = Resolve("Name: {Type: String, Default: relay}\nCopies: {Type: Number, Default: 20}");

        values["Name"].ShouldBe("\"relay\"");
        values["Copies"].ShouldBe("\"20\"", "a number is a string wherever it is used");
    }

    [Theory]
    [InlineData("eu-west-1", """["eu-west-1"]""")]
    [InlineData("eu-west-1, eu-west-3", """["eu-west-1","eu-west-3"]""")]
    [InlineData("", """[""]""")]
    public void A_list_is_split_at_commas(string given, string expected) =>
        Resolve("Regions: {Type: CommaDelimitedList}", ("Regions", given))["Regions"].ShouldBe(expected);

    [Theory]
    [InlineData(
        "{Type: String, AllowedValues: [copy, none]}",
        "Copy",
        "'Copy' must be one of AllowedValues [copy, none]"
    )]
    [InlineData("{Type: String, AllowedPattern: '[a-z]+'}", "ab1", "'ab1' must match AllowedPattern [a-z]+")]
    [InlineData("{Type: String, AllowedPattern: 'a|bc'}", "abc", "'abc' must match AllowedPattern a|bc")]
    [InlineData("{Type: String, MinLength: 2}", "a", "'a' must have at least MinLength 2 characters")]
    [InlineData("{Type: String, MaxLength: 2}", "abc", "'abc' must have at most MaxLength 2 characters")]
    [InlineData("{Type: Number}", "ten", "'ten' must be a number")]
    [InlineData("{Type: Number, MinValue: 1}", "0", "'0' must be at least MinValue 1")]
    [InlineData("{Type: Number, MaxValue: 9}", "10", "'10' must be at most MaxValue 9")]
    [InlineData(
        "{Type: Number, AllowedValues: [30, 90]}",
        "31",
        "'31' must be one of AllowedValues [30, 90]"
    )]
    [InlineData(
        "{Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}",
        "ab,,cd",
        "'' must match AllowedPattern [a-z]+"
    )]
    [InlineData("{Type: List<Number>}", "1,x", "'x' must be a number")]
    [InlineData(
        "{Type: String, NoEcho: true, MinLength: 2}",
        "a",
        "its value must have at least MinLength 2 characters"
    )]
    [InlineData(
        "{Type: String, MinLength: 2, ConstraintDescription: Two or more}",
        "a",
        "'a' must have at least MinLength 2 characters (Two or more)"
    )]
    [InlineData("{Type: 'AWS::EC2::VPC::Id'}", "vpc-1", "does not know parameters of type AWS::EC2::VPC::Id")]
    [InlineData(
        "{Type: String, Allowed: [a]}",
        "b",
        "Allowed: the local cloud does not know this of a parameter"
    )]
    public void A_wrong_value_is_refused_with_name_value_and_constraint(
        string declaration,
        string given,
        string problem
    )
    {
        var refusal = Should.Throw<TemplateException>(() =>
            Resolve($"Setting: {declaration}", ("Setting", given))
        );

        refusal.Message.ShouldStartWith("Parameters.Setting");
        refusal.Message.ShouldContain(problem);
    }

    [Fact]
    public void A_default_is_checked_too() =>
        Should
            .Throw<TemplateException>(() => Resolve("Setting: {Type: String, Default: '', MinLength: 1}"))
            .Message.ShouldContain("'' must have at least MinLength 1 characters");

    [Fact]
    public void Missing_values_and_unknown_names_are_refused_together()
    {
        Should
            .Throw<TemplateException>(() =>
                Resolve("A: {Type: String}\nB: {Type: String}\nC: {Type: String, Default: c}")
            )
            .Message.ShouldBe("Parameters: [A, B] must have values.");
        Should
            .Throw<TemplateException>(() => Resolve("A: {Type: String}", ("A", "1"), ("Z", "2")))
            .Message.ShouldBe("Parameters: [Z] do not exist in the template.");
    }

    private static Dictionary<string, string> Resolve(
        string declared,
        params (string Name, string Value)[] given
    ) =>
        Parameters
            .Resolve(TemplateYaml.Read(declared), given.ToDictionary(g => g.Name, g => g.Value))
            .ToDictionary(v => v.Key, v => v.Value.ToJsonString());
}
