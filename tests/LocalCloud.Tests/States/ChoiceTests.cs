namespace LocalCloud.Tests.States;

public sealed class ChoiceTests
{
    [Theory]
    [InlineData("""{"Variable":"$.s","StringEquals":"b"}""", true)]
    [InlineData("""{"Variable":"$.n","StringEquals":"b"}""", false)]
    [InlineData("""{"Variable":"$.s","StringLessThan":"c"}""", true)]
    [InlineData("""{"Variable":"$.s","StringGreaterThan":"b"}""", false)]
    [InlineData("""{"Variable":"$.s","StringLessThanEquals":"b"}""", true)]
    [InlineData("""{"Variable":"$.s","StringGreaterThanEquals":"c"}""", false)]
    [InlineData("""{"Variable":"$.s","StringEqualsPath":"$.same"}""", true)]
    [InlineData("""{"Variable":"$.s","StringLessThanPath":"$.file"}""", true)]
    [InlineData("""{"Variable":"$.file","StringMatches":"log-*.txt"}""", true)]
    [InlineData("""{"Variable":"$.file","StringMatches":"log-\\*.txt"}""", false)]
    [InlineData("""{"Variable":"$.file","StringMatches":"log"}""", false)]
    [InlineData("""{"Variable":"$.n","NumericEquals":5.0}""", true)]
    [InlineData("""{"Variable":"$.s","NumericEquals":5}""", false)]
    [InlineData("""{"Variable":"$.n","NumericLessThan":5}""", false)]
    [InlineData("""{"Variable":"$.n","NumericLessThanEquals":5}""", true)]
    [InlineData("""{"Variable":"$.n","NumericGreaterThan":4.9}""", true)]
    [InlineData("""{"Variable":"$.n","NumericGreaterThanEqualsPath":"$.list[0]"}""", true)]
    [InlineData("""{"Variable":"$.n","NumericEqualsPath":"$.s"}""", false)]
    [InlineData("""{"Variable":"$.t","BooleanEquals":true}""", true)]
    [InlineData("""{"Variable":"$.t","BooleanEqualsPath":"$.f"}""", false)]
    [InlineData("""{"Variable":"$.at","TimestampEquals":"2026-11-20T04:00:00+01:00"}""", true)]
    [InlineData("""{"Variable":"$.at","TimestampLessThan":"2026-11-20T03:00:01Z"}""", true)]
    [InlineData("""{"Variable":"$.at","TimestampGreaterThanPath":"$$.Execution.StartTime"}""", false)]
    [InlineData("""{"Variable":"$.s","TimestampLessThan":"2026-11-20T03:00:01Z"}""", false)]
    [InlineData("""{"Variable":"$.nil","IsNull":true}""", true)]
    [InlineData("""{"Variable":"$.n","IsNull":false}""", true)]
    [InlineData("""{"Variable":"$.nil","IsPresent":true}""", true)]
    [InlineData("""{"Variable":"$.no.such","IsPresent":true}""", false)]
    [InlineData("""{"Variable":"$.no.such","IsPresent":false}""", true)]
    [InlineData("""{"Variable":"$.s","IsString":true}""", true)]
    [InlineData("""{"Variable":"$.n","IsNumeric":true}""", true)]
    [InlineData("""{"Variable":"$.f","IsBoolean":true}""", true)]
    [InlineData("""{"Variable":"$.at","IsTimestamp":true}""", true)]
    [InlineData("""{"Variable":"$.s","IsTimestamp":true}""", false)]
    [InlineData(
        """{"And":[{"Variable":"$.t","BooleanEquals":true},{"Variable":"$.n","NumericEquals":5}]}""",
        true
    )]
    [InlineData(
        """{"And":[{"Variable":"$.no","IsPresent":true},{"Variable":"$.no","NumericEquals":5}]}""",
        false
    )]
    [InlineData(
        """{"Or":[{"Variable":"$.t","BooleanEquals":true},{"Variable":"$.no","NumericEquals":5}]}""",
        true
    )]
    [InlineData(
        """{"Not":{"Or":[{"Variable":"$.f","BooleanEquals":true},{"Variable":"$.n","NumericEquals":6}]}}""",
        true
    )]
    public void A_condition_holds_or_not(string condition, bool holds)
    {
        var execution = new StatesWorld().Run(
            $$"""
            "C":{"Type":"Choice","Choices":[{{{condition[1..^1]}},"Next":"Yes"}],"Default":"No"},
            "Yes":{"Type":"Pass","Result":true,"End":true},
            "No":{"Type":"Pass","Result":false,"End":true}
            """,
            """{"s":"b","same":"b","n":5,"t":true,"f":false,"nil":null,"at":"2026-11-20T03:00:00Z","list":[5],"file":"log-7.txt"}"""
        );

        execution.Output.ShouldBe(holds ? "true" : "false");
    }

    [Fact]
    public void The_first_condition_that_holds_decides()
    {
        var execution = new StatesWorld().Run(
            """
            "C":{"Type":"Choice","InputPath":"$.in","OutputPath":"$.out","Choices":[
              {"Variable":"$.n","NumericLessThan":3,"Next":"Small"},
              {"Variable":"$.n","NumericLessThan":9,"Next":"Medium"},
              {"Variable":"$.n","NumericLessThan":99,"Next":"Large"}]},
            "Small":{"Type":"Succeed"},"Medium":{"Type":"Succeed"},"Large":{"Type":"Succeed"}
            """,
            """{"in":{"n":5,"out":"o"}}"""
        );

        StatesWorld.Way(execution).ShouldBe(["C", "Medium"]);
        execution.Output.ShouldBe("\"o\"");
    }

    [Theory]
    [InlineData(
        """{"n":9}""",
        "Failed to transition out of the state. The state does not point to a next state."
    )]
    [InlineData(
        """{}""",
        "Invalid path '$.n': The choice state's condition path references an invalid value."
    )]
    public void A_choice_that_can_not_decide_fails_as_on_AWS(string input, string cause)
    {
        var execution = new StatesWorld().Run(
            """ "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":3,"Next":"S"}]},"S":{"Type":"Succeed"} """,
            input
        );

        (execution.Status, execution.Error).ShouldBe(("FAILED", "States.Runtime"));
        execution.Cause.ShouldBe(
            $"An error occurred while executing the state 'C' (entered at the event id #2). {cause}"
        );
    }
}
