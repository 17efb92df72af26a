using LocalCloud.Kernel;

namespace LocalCloud.Tests.States;

public sealed class RefusedDefinitionTests
{
    [Theory]
    // What the local cloud does not simulate.
    [InlineData(
        """ "X":{"Type":"Map","Iterator":{},"End":true} """,
        "'Map' is not simulated",
        "/States/X/Type"
    )]
    [InlineData(
        """ "X":{"Type":"Parallel","Branches":[],"End":true} """,
        "'Parallel' is not simulated",
        "/States/X/Type"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","QueryLanguage":"JSONata","End":true} """,
        "JSONata",
        "/States/X/QueryLanguage"
    )]
    [InlineData(""" "X":{"Type":"Pass","Assign":{"a":1},"End":true} """, "'Assign'", "/States/X/Assign")]
    [InlineData(""" "X":{"Type":"Pass","Output":{},"End":true} """, "'Output'", "/States/X/Output")]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","HeartbeatSeconds":5,"End":true} """,
        "'HeartbeatSeconds'",
        "/States/X/HeartbeatSeconds"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Credentials":{},"End":true} """,
        "'Credentials'",
        "/States/X/Credentials"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:rds:copyDBSnapshot","End":true} """,
        "not simulated",
        "/States/X/Resource"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","End":true} """,
        "not simulated",
        "/States/X/Resource"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"${PlanRelayArn}","End":true} """,
        "${PlanRelayArn}",
        "/States/X/Resource"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"F","InvocationType":"Event"},"End":true} """,
        "'InvocationType'",
        "/States/X/Parameters/InvocationType"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","InputPath":"$.a[*]","End":true} """,
        "'$.a[*]'",
        "/States/X/InputPath"
    )]
    [InlineData(""" "X":{"Type":"Pass","InputPath":"$..a","End":true} """, "'$..a'", "/States/X/InputPath")]
    [InlineData(
        """ "X":{"Type":"Pass","Parameters":{"p.$":"$.a[?(@.b)]"},"End":true} """,
        "'$.a[?(@.b)]'",
        "/States/X/Parameters"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","Parameters":{"p.$":"States.UUID()"},"End":true} """,
        "'States.UUID'",
        "/States/X/Parameters"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","Parameters":{"p.$":"States.Format('{}', $.a"},"End":true} """,
        "')' is missing",
        "/States/X/Parameters"
    )]
    // What AWS does not take either.
    [InlineData(""" "X":{"Type":"Succed"} """, "'Succed'", "/States/X/Type")]
    [InlineData(""" "X":{} """, "[Type]", "/States/X")]
    [InlineData(""" "X":{"Type":"Pass"} """, "[Next, End]", "/States/X")]
    [InlineData(
        """ "X":{"Type":"Pass","Next":"Y","End":true},"Y":{"Type":"Succeed"} """,
        "[Next, End]",
        "/States/X"
    )]
    [InlineData(""" "X":{"Type":"Succeed","Next":"X"} """, "'Next'", "/States/X/Next")]
    [InlineData(""" "X":{"Type":"Pass","Next":"Nowhere"} """, "Nowhere", "/States/X")]
    [InlineData(""" "X":{"Type":"Succeed"},"Y":{"Type":"Succeed"} """, "\"Y\" is not reachable", "/States/Y")]
    [InlineData(
        """ "X":{"Type":"Pass","Parameters":{"p.$":"a"},"End":true} """,
        "'a'",
        "/States/X/Parameters"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","Parameters":{"p.$":7},"End":true} """,
        "'p.$'",
        "/States/X/Parameters"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","Parameters":{"p":1,"p.$":"$"},"End":true} """,
        "'p' is given twice",
        "/States/X/Parameters"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","ResultPath":"$$.a","End":true} """,
        "reference path",
        "/States/X/ResultPath"
    )]
    [InlineData(
        """ "X":{"Type":"Pass","Result":1,"Results":2,"End":true} """,
        "'Results'",
        "/States/X/Results"
    )]
    [InlineData(
        """ "X":{"Type":"Wait","End":true} """,
        "[Seconds, SecondsPath, Timestamp, TimestampPath]",
        "/States/X"
    )]
    [InlineData(
        """ "X":{"Type":"Wait","Seconds":1,"SecondsPath":"$.s","End":true} """,
        "[Seconds, SecondsPath",
        "/States/X"
    )]
    [InlineData(""" "X":{"Type":"Wait","Seconds":"1","End":true} """, "whole number", "/States/X/Seconds")]
    [InlineData(
        """ "X":{"Type":"Wait","Timestamp":"tomorrow","End":true} """,
        "timestamp",
        "/States/X/Timestamp"
    )]
    [InlineData(""" "X":{"Type":"Fail","Error":"a","ErrorPath":"$.b"} """, "[Error, ErrorPath]", "/States/X")]
    [InlineData(""" "X":{"Type":"Choice","Choices":[]} """, "[Choices]", "/States/X")]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"Variable":"$.a","StringEqual":"b","Next":"X"}]} """,
        "'StringEqual'",
        "/States/X/Choices[0]/StringEqual"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":"5","Next":"X"}]} """,
        "no value of type Numeric",
        "/States/X/Choices[0]/NumericEquals"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"Variable":"$.a","StringMatchesPath":"$.b","Next":"X"}]} """,
        "'StringMatchesPath'",
        "/States/X/Choices[0]"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"IsPresent":true,"Next":"X"}]} """,
        "'IsNull'",
        "/States/X/Choices[0]/IsNull"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true}]} """,
        "[Next]",
        "/States/X/Choices[0]"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.a","IsNull":true,"Next":"X"}],"Next":"X"}]} """,
        "'Next'",
        "/States/X/Choices[0]/And[0]/Next"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"IsNull":true,"Next":"X"}]} """,
        "[Variable]",
        "/States/X/Choices[0]"
    )]
    [InlineData(
        """ "X":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"X"}],"End":true} """,
        "'End'",
        "/States/X/End"
    )]
    [InlineData(""" "X":{"Type":"Task","End":true} """, "[Resource]", "/States/X")]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","TimeoutSeconds":0,"End":true} """,
        "whole number",
        "/States/X/TimeoutSeconds"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Retry":[{"ErrorEquals":[]}],"End":true} """,
        "non-empty",
        "/States/X/Retry[0]/ErrorEquals"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Retry":[{"ErrorEquals":["A"],"BackoffRate":0.5}],"End":true} """,
        "at least 1",
        "/States/X/Retry[0]/BackoffRate"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Retry":[{"ErrorEquals":["A"],"IntervalSeconds":0}],"End":true} """,
        "whole number",
        "/States/X/Retry[0]/IntervalSeconds"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Retry":[{"ErrorEquals":["A"],"JitterStrategy":"SOME"}],"End":true} """,
        "'SOME'",
        "/States/X/Retry[0]/JitterStrategy"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Retry":[{"ErrorEquals":["A"],"Interval":1}],"End":true} """,
        "'Interval'",
        "/States/X/Retry[0]/Interval"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["A"]}],"End":true} """,
        "States.ALL",
        "/States/X/Retry[0]/ErrorEquals"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Catch":[{"ErrorEquals":["States.ALL","A"],"Next":"X"}],"End":true} """,
        "States.ALL",
        "/States/X/Catch[0]/ErrorEquals"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Catch":[{"ErrorEquals":["A"]}],"End":true} """,
        "[Next]",
        "/States/X/Catch[0]"
    )]
    [InlineData(
        """ "X":{"Type":"Task","Resource":"FN:F","Catch":[{"ErrorEquals":["A"],"Next":"Nowhere"}],"End":true} """,
        "Nowhere",
        "/States/X"
    )]
    public void A_definition_is_refused_by_state_and_field(string states, string what, string where) =>
        ShouldRefuse(StatesWorld.Definition(states), what, where);

    [Theory]
    [InlineData("no json", "INVALID_JSON_DESCRIPTION", "")]
    [InlineData("[]", "INVALID_JSON_DESCRIPTION", "")]
    [InlineData("""{"StartAt":"X"}""", "[States]", "at /'")]
    [InlineData("""{"States":{"X":{"Type":"Succeed"}}}""", "[StartAt]", "at /'")]
    [InlineData("""{"StartAt":"Y","States":{"X":{"Type":"Succeed"}}}""", "Y", "/StartAt")]
    [InlineData("""{"StartAt":"X","States":{"X":7}}""", "object", "/States/X")]
    [InlineData("""{"StartAt":"X","StartAt":"X","States":{"X":{"Type":"Succeed"}}}""", "StartAt", "")]
    [InlineData(
        """{"StartAt":"X","QueryLanguage":"JSONata","States":{"X":{"Type":"Succeed"}}}""",
        "JSONata",
        "/QueryLanguage"
    )]
    [InlineData(
        """{"StartAt":"X","TimeoutSecond":1,"States":{"X":{"Type":"Succeed"}}}""",
        "'TimeoutSecond'",
        "/TimeoutSecond"
    )]
    public void A_definition_that_is_none_is_refused(string definition, string what, string where) =>
        ShouldRefuse(definition, what, where);

    [Fact]
    public void Comments_are_welcome_everywhere()
    {
        var world = new StatesWorld();

        world.Machine(
            """
            "T":{"Type":"Task","Comment":"c","Resource":"FN:F","Retry":[{"Comment":"c","ErrorEquals":["A"]}],"Catch":[{"Comment":"c","ErrorEquals":["A"],"Next":"C"}],"Next":"C"},
            "C":{"Type":"Choice","Comment":"c","Choices":[{"Comment":"c","Not":{"Comment":"c","Variable":"$.a","IsNull":true},"Next":"C"}]}
            """,
            """ "Comment":"c","Version":"1.0", """
        );
    }

    private static void ShouldRefuse(string definition, string what, string where)
    {
        var world = new StatesWorld();

        var error = Should.Throw<AwsError>(() =>
            world.Api.CreateStateMachine(
                StatesWorld.Account,
                StatesWorld.Region,
                "m",
                definition,
                StatesWorld.Role
            )
        );

        error.Code.ShouldBe("InvalidDefinition");
        error.Message.ShouldContain(what);
        error.Message.ShouldContain(where);
        world.Api.StateMachines.ShouldBeEmpty();
    }
}
