using System.Text.Json.Nodes;
using Amazon.KeyManagementService;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LocalCloud.Faults;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Gateway;

public class FaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_third_call_is_throttled_as_its_protocol_spells_it_and_the_fourth_is_not()
    {
        await using var frame = new Frame();
        frame.Faults.Add(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Operation = "DescribeKey",
                Nth = 3,
            }
        );
        frame.Faults.Add(new Fault { Effect = FaultEffect.Throttle, Service = "sts" });
        using var kms = frame.Kms();
        using var sts = frame.Sts();

        await kms.DescribeKeyAsync("1", Cancellation);
        await kms.DescribeKeyAsync("2", Cancellation);
        var json = await Refused(() => kms.DescribeKeyAsync("3", Cancellation));
        await kms.DescribeKeyAsync("4", Cancellation);
        var query = await Refused(() =>
            sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation)
        );

        (json.ErrorCode, json.Message).ShouldBe(("ThrottlingException", "Rate exceeded"));
        (query.ErrorCode, query.Message).ShouldBe(("Throttling", "Rate exceeded"));
        frame.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_fault_hits_one_role_and_no_one_else()
    {
        await using var frame = new Frame();
        frame.Faults.Add(
            new Fault
            {
                Effect = FaultEffect.Deny,
                CallerRole = "reader",
                Times = 100,
            }
        );
        using var administrator = frame.Kms();
        using var reader = frame.Kms(frame.Session());

        await administrator.DescribeKeyAsync("x", Cancellation);
        var error = await Refused(() => reader.DescribeKeyAsync("x", Cancellation));

        error.ErrorCode.ShouldBe("AccessDeniedException");
        error.Message.ShouldContain("is not authorized to perform: kms:DescribeKey");
    }

    [Fact]
    public async Task A_fault_hits_only_calls_that_mention_a_text()
    {
        await using var frame = new Frame();
        frame.Faults.Add(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Mentions = "orders",
                Times = 100,
            }
        );
        using var kms = frame.Kms();

        await kms.DescribeKeyAsync("billing", Cancellation);
        var error = await Refused(() => kms.DescribeKeyAsync("orders", Cancellation));

        error.ErrorCode.ShouldBe("ThrottlingException");
    }

    [Fact]
    public async Task A_reply_can_be_lost_after_the_effect_took_place()
    {
        await using var frame = new Frame();
        frame.Faults.Add(new Fault { Effect = FaultEffect.Error, After = true });
        using var kms = frame.Kms();

        var error = await Refused(() => kms.DescribeKeyAsync("x", Cancellation));

        ((int)error.StatusCode).ShouldBe(500);
        error.ErrorCode.ShouldBe("InternalFailure");
        frame.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_person_who_gets_no_answer_may_give_up()
    {
        await using var frame = new Frame();
        frame.Faults.Add(new Fault { Effect = FaultEffect.Silence });
        using var kms = frame.Kms();
        using var patience = new CancellationTokenSource();

        var call = kms.DescribeKeyAsync("x", patience.Token);
        call.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        frame.LastRequest.Status.ShouldBe(0);
    }

    [Fact]
    public void An_event_is_dropped_doubled_or_delayed_by_what_it_says()
    {
        var faults = new FaultList();
        faults.Add(
            new Fault
            {
                Effect = FaultEffect.Drop,
                Source = "aws.rds",
                EventId = "RDS-EVENT-0042",
            }
        );
        faults.Add(
            new Fault
            {
                Effect = FaultEffect.Double,
                EventId = "RDS-EVENT-0091",
                DelaySeconds = 60,
            }
        );
        faults.Add(
            new Fault
            {
                Effect = FaultEffect.Delay,
                Identifier = "rds:orders-*",
                DelaySeconds = 300,
            }
        );

        Delays("RDS-EVENT-0042", "billing").ShouldBe([]);
        Delays("RDS-EVENT-0042", "billing").ShouldBe([0]);
        Delays("RDS-EVENT-0091", "rds:billing-1").ShouldBe([0, 60]);
        Delays("RDS-EVENT-0040", "rds:orders-1").ShouldBe([300]);

        double[] Delays(string id, string identifier) =>
            [
                .. faults
                    .Deliveries(
                        new JsonObject
                        {
                            ["source"] = "aws.rds",
                            ["detail"] = new JsonObject
                            {
                                ["EventID"] = id,
                                ["SourceIdentifier"] = identifier,
                            },
                        }
                    )
                    .Select(d => d.Delay.TotalSeconds),
            ];
    }

    [Fact]
    public void A_copy_fails_where_it_is_told_to()
    {
        var faults = new FaultList();
        faults.Add(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Region = "eu-central-1",
                Identifier = "nightly-*",
                Percent = 40,
            }
        );

        faults.FailsAtPercent("111111111111", "eu-west-1", "nightly-orders").ShouldBeNull();
        faults.FailsAtPercent("111111111111", "eu-central-1", "nightly-orders").ShouldBe(40);
        faults.FailsAtPercent("111111111111", "eu-central-1", "nightly-orders").ShouldBeNull();
    }

    [Fact]
    public void A_fault_that_makes_no_sense_is_refused_by_the_name_of_its_member()
    {
        var error = Should.Throw<AwsError>(() =>
            new FaultList().Add(new Fault { Effect = FaultEffect.Drop, Nth = 0 })
        );

        error.Message.ShouldBe("nth is 0; expected 1 or more");
    }

    private static async Task<Amazon.Runtime.AmazonServiceException> Refused(Func<Task> call) =>
        await Should.ThrowAsync<Amazon.Runtime.AmazonServiceException>(call);
}
