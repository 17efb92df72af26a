namespace LocalCloud.Tests.States;

public sealed class DataFlowTests
{
    [Theory]
    [InlineData("""{}""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"Result":{"x":true}}""", """{"a":1}""", """{"x":true}""")]
    [InlineData("""{"Result":{"x":true},"ResultPath":"$.r"}""", """{"a":1}""", """{"a":1,"r":{"x":true}}""")]
    [InlineData("""{"Result":null,"ResultPath":"$.r"}""", """{"a":1}""", """{"a":1,"r":null}""")]
    [InlineData(
        """{"Result":1,"ResultPath":"$.errors.CopyToRegion"}""",
        """{"a":1}""",
        """{"a":1,"errors":{"CopyToRegion":1}}"""
    )]
    [InlineData(
        """{"Result":1,"ResultPath":"$.errors.B"}""",
        """{"errors":{"A":0}}""",
        """{"errors":{"A":0,"B":1}}"""
    )]
    [InlineData("""{"Result":1,"ResultPath":"$.list[1]"}""", """{"list":[7,8]}""", """{"list":[7,1]}""")]
    [InlineData("""{"Result":1,"ResultPath":null}""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"InputPath":"$.a"}""", """{"a":{"b":2}}""", """{"b":2}""")]
    [InlineData("""{"InputPath":null}""", """{"a":1}""", """{}""")]
    [InlineData(
        """{"InputPath":"$.a","ResultPath":"$.copy"}""",
        """{"a":{"b":2}}""",
        """{"a":{"b":2},"copy":{"b":2}}"""
    )]
    [InlineData("""{"OutputPath":"$.a.b"}""", """{"a":{"b":[1,2]}}""", """[1,2]""")]
    [InlineData("""{"OutputPath":null}""", """{"a":1}""", """{}""")]
    [InlineData(
        """{"Parameters":{"p.$":"$.a","q":"constant"}}""",
        """{"a":[1]}""",
        """{"p":[1],"q":"constant"}"""
    )]
    [InlineData(
        """{"Parameters":{"deep":{"list":[{"p.$":"$"}]}}}""",
        """{"a":1}""",
        """{"deep":{"list":[{"p":{"a":1}}]}}"""
    )]
    [InlineData("""{"Parameters":{"p.$":"$['odd name'][0]"}}""", """{"odd name":["x"]}""", """{"p":"x"}""")]
    [InlineData("""{"Parameters":{"p.$":"$.a"}}""", """{"a":null}""", """{"p":null}""")]
    [InlineData("""{"InputPath":"$$.Execution.Input"}""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"OutputPath":"$$.State.Name"}""", """{"a":1}""", "\"P\"")]
    [InlineData(
        """{"Parameters":{"t.$":"States.Format('{} has {} of {}', $.a, 3, null)"}}""",
        """{"a":"x"}""",
        """{"t":"x has 3 of null"}"""
    )]
    [InlineData(
        """{"Parameters":{"t.$":"States.Format('it\\'s \\{{}\\}, {}', $.a, true)"}}""",
        """{"a":1.50}""",
        """{"t":"it's {1.50}, true"}"""
    )]
    [InlineData(
        """{"Parameters":{"t.$":"States.Format('C:\\\\{}, {}', $.a, 'it\\'s \\\\')"}}""",
        """{"a":"x"}""",
        """{"t":"C:\\x, it's \\"}"""
    )]
    [InlineData(
        """{"Parameters":{"t.$":"States.JsonToString($)"}}""",
        """{"a":"é<"}""",
        """{"t":"{\"a\":\"é<\"}"}"""
    )]
    [InlineData(
        """{"Parameters":{"t.$":"States.StringToJson($.a)"}}""",
        """{"a":"[1,{}]"}""",
        """{"t":[1,{}]}"""
    )]
    [InlineData(
        """{"Parameters":{"t.$":"States.StringToJson(States.Format('[{}]', $.a))"}}""",
        """{"a":4}""",
        """{"t":[4]}"""
    )]
    public void A_pass_state_makes_its_output(string fields, string input, string expected)
    {
        var state = fields.Length == 2 ? "" : fields[1..^1] + ",";
        var execution = new StatesWorld().Run($$""" "P":{"Type":"Pass",{{state}}"End":true} """, input);

        execution.Status.ShouldBe("SUCCEEDED");
        StatesWorld.ShouldBeJson(execution.Output, expected);
    }

    [Theory]
    [InlineData(
        """{"Parameters":{"p.$":"$.no.such"}}""",
        "States.Runtime",
        "The JSONPath '$.no.such' specified for the field 'p.$' could not be found in the input '{\"a\":1}'"
    )]
    [InlineData(
        """{"InputPath":"$.no"}""",
        "States.Runtime",
        "Invalid path '$.no' : No results for path: $['no']"
    )]
    [InlineData("""{"OutputPath":"$.a.b"}""", "States.Runtime", "Invalid path '$.a.b'")]
    [InlineData("""{"Parameters":{"p.$":"$.a[0]"}}""", "States.Runtime", "$.a[0]")]
    [InlineData("""{"Result":1,"ResultPath":"$.a.b"}""", "States.ResultPathMatchFailure", "$.a.b")]
    [InlineData("""{"Result":1,"ResultPath":"$.list[0]"}""", "States.ResultPathMatchFailure", "$.list[0]")]
    [InlineData(
        """{"Parameters":{"p.$":"States.Format('{}')"}}""",
        "States.IntrinsicFailure",
        "States.Format"
    )]
    [InlineData(
        """{"Parameters":{"p.$":"States.StringToJson('no json')"}}""",
        "States.IntrinsicFailure",
        "States.StringToJson"
    )]
    public void A_path_or_function_that_fails_ends_the_execution(string fields, string error, string cause)
    {
        var execution = new StatesWorld().Run(
            $$""" "P":{"Type":"Pass",{{fields[1..^1]}},"End":true} """,
            """{"a":1}"""
        );

        execution.Status.ShouldBe("FAILED");
        execution.Error.ShouldBe(error);
        execution.Cause!.ShouldStartWith(
            "An error occurred while executing the state 'P' (entered at the event id #2). "
        );
        execution.Cause!.ShouldContain(cause);
    }

    [Fact]
    public void The_context_object_tells_execution_state_and_machine()
    {
        var world = new StatesWorld();
        var machine = world.Machine(
            """ "W":{"Type":"Wait","Seconds":90,"Next":"P"},"P":{"Type":"Pass","InputPath":"$$","End":true} """,
            name: "relay"
        );
        var execution = world.StartExecution(machine, """{"a":1}""", "first");
        world.RunUntil(() => execution.StopDate is not null);

        StatesWorld.ShouldBeJson(
            execution.Output,
            $$"""
            {
              "Execution":{"Id":"{{execution.Arn}}","Input":{"a":1},"StartTime":"2026-11-20T03:00:00Z","Name":"first","RoleArn":"{{StatesWorld.Role}}","RedriveCount":0},
              "StateMachine":{"Id":"{{machine}}","Name":"relay"},
              "State":{"Name":"P","EnteredTime":"2026-11-20T03:01:30Z"}
            }
            """
        );
    }

    [Fact]
    public void Of_two_equal_names_the_last_one_counts()
    {
        var execution = new StatesWorld().Run(
            """ "P":{"Type":"Pass","Parameters":{"p.$":"$.a"},"End":true} """,
            """{"a":1,"a":2}"""
        );

        StatesWorld.ShouldBeJson(execution.Output, """{"p":2}""");
    }

    [Fact]
    public void More_than_256_KiB_of_output_end_the_execution()
    {
        var big = new string('x', 200_000);
        var execution = new StatesWorld().Run(
            """ "Doubled":{"Type":"Pass","Parameters":{"one.$":"$.a","two.$":"$.a"},"End":true} """,
            $$"""{"a":"{{big}}"}"""
        );

        execution.Error.ShouldBe("States.DataLimitExceeded");
        execution.Cause.ShouldBe(
            "The state/task 'Doubled' returned a result with a size exceeding the maximum number of bytes service limit."
        );
        execution
            .History.Select(e => e.Type)
            .ShouldBe(["ExecutionStarted", "PassStateEntered", "ExecutionFailed"]);
    }

    [Theory]
    [InlineData(""" "F":{"Type":"Fail","Error":"Broken","Cause":"because"} """, "Broken", "because")]
    [InlineData(
        """ "F":{"Type":"Fail","ErrorPath":"$.failure.Error","CausePath":"$.failure.Cause"} """,
        "E",
        "C"
    )]
    [InlineData(
        """ "F":{"Type":"Fail","Error":"Broken","CausePath":"States.Format('{}!', $.failure.Cause)"} """,
        "Broken",
        "C!"
    )]
    [InlineData(""" "F":{"Type":"Fail"} """, null, null)]
    public void A_fail_state_says_what_it_is_told(string states, string? error, string? cause)
    {
        var execution = new StatesWorld().Run(states, """{"failure":{"Error":"E","Cause":"C"}}""");

        (execution.Status, execution.Error, execution.Cause).ShouldBe(("FAILED", error, cause));
    }

    [Fact]
    public void A_succeed_state_applies_its_paths()
    {
        var execution = new StatesWorld().Run(
            """ "S":{"Type":"Succeed","InputPath":"$.a","OutputPath":"$.b"} """,
            """{"a":{"b":5}}"""
        );

        (execution.Status, execution.Output).ShouldBe(("SUCCEEDED", "5"));
    }
}
