using LocalCloud.Commands;
using LocalCloud.Deploy;

namespace LocalCloud.Tests.Gateway;

public class CloudSettingsTests
{
    private static readonly RelaySettings Deployed = new(
        "111111111111",
        "222222222222",
        "eu-central-1",
        ["eu-west-1"]
    );

    [Fact]
    public void Nothing_set_and_everything_empty_give_the_defaults()
    {
        var unset = CloudSettings.Read(_ => null);
        var empty = CloudSettings.Read(_ => " ");

        foreach (var settings in new[] { unset, empty })
        {
            settings.Port.ShouldBe(4566);
            settings.SourceRegions.ShouldBe(["eu-west-1"]);
            settings.DrRegion.ShouldBe("eu-central-1");
            settings.Scale.ShouldBe(600);
            settings.Throughput.ShouldBe(100);
            settings.CopyStartsAfter.ShouldBe(15);
            settings.FunctionEndpoint.ShouldBeNull();
            settings.Relay.In(Deployed).ShouldBe(Deployed);
        }
    }

    [Fact]
    public void A_copy_of_100_GiB_takes_no_more_than_10_seconds_by_default()
    {
        var settings = CloudSettings.Read(_ => null);

        (100 * 1024 / settings.Throughput / settings.Scale).ShouldBeLessThan(10);
    }

    [Fact]
    public void An_event_asks_for_the_sample_world_which_has_Regions_and_a_pace_of_its_own()
    {
        const string file = "events/verify-copy.json";

        CloudSettings.Read(name => name == "EVENT" ? file : null).Event.ShouldBe(file);
        Should
            .Throw<SettingException>(() =>
                CloudSettings.Read(name =>
                    name switch
                    {
                        "EVENT" => file,
                        "SCALE" => "60",
                        _ => null,
                    }
                )
            )
            .Message.ShouldStartWith("SCALE is '60', but with EVENT the cloud is the sample world");
    }

    [Fact]
    public void What_is_set_is_taken()
    {
        var settings = CloudSettings.Read(name =>
            name switch
            {
                "PORT" => "0",
                "SOURCE_REGIONS" => "us-east-1, us-gov-west-1,us-east-1",
                "DR_REGION" => "ap-southeast-2",
                "SCALE" => "0.5",
                "THROUGHPUT" => "1e3",
                "COPY_STARTS_AFTER" => "0.5",
                "FUNCTION_ENDPOINT" => "http://127.0.0.1:4567",
                _ => null,
            }
        );

        settings.Port.ShouldBe(0);
        settings.SourceRegions.ShouldBe(["us-east-1", "us-gov-west-1"]);
        settings.DrRegion.ShouldBe("ap-southeast-2");
        settings.Scale.ShouldBe(0.5);
        settings.Throughput.ShouldBe(1000);
        settings.CopyStartsAfter.ShouldBe(0.5);
        settings.FunctionEndpoint.ShouldBe(new Uri("http://127.0.0.1:4567"));
    }

    [Fact]
    public void What_the_relay_is_deployed_with_is_taken_too()
    {
        var relay = CloudSettings
            .Read(name =>
                name switch
                {
                    "DIRECT_TO_ACCOUNT" => "on",
                    "RECOVERY_POINTS" => "jobs",
                    "SOURCE_VAULTS" => "prod, weekly",
                    "BACKUP_RESOURCE_TYPES" => "RDS,EFS",
                    _ => null,
                }
            )
            .Relay.In(Deployed);

        relay.DirectToAccount.ShouldBeTrue();
        relay.RecoveryPoints.ShouldBe("jobs");
        relay.SourceVaults.ShouldBe(["prod", "weekly"]);
        relay.Parameters.ShouldHaveSingleItem().Value.ShouldBe("RDS,EFS");
    }

    [Theory]
    [InlineData("DIRECT_TO_ACCOUNT", "yes")]
    [InlineData("RECOVERY_POINTS", "all")]
    [InlineData("SCHEDULES", "yes")]
    [InlineData("RECOVERY_POINTS", "jobs")]
    [InlineData("PORT", "http")]
    [InlineData("PORT", "65536")]
    [InlineData("PORT", "45.66")]
    [InlineData("SCALE", "0")]
    [InlineData("SCALE", "NaN")]
    [InlineData("SCALE", "1,5")]
    [InlineData("THROUGHPUT", "-1")]
    [InlineData("COPY_STARTS_AFTER", "-1")]
    [InlineData("SOURCE_REGIONS", "eu-west-1;eu-west-2")]
    [InlineData("SOURCE_REGIONS", "eu-west-1,")]
    [InlineData("SOURCE_REGIONS", "Ireland")]
    [InlineData("FUNCTION_ENDPOINT", "127.0.0.1:4567")]
    [InlineData("FUNCTION_ENDPOINT", "http://rds.eu-west-1.amazonaws.com")]
    [InlineData("FUNCTION_ENDPOINT", "http://127.0.0.1:4567/rds")]
    [InlineData("DR_REGION", "eu_central_1")]
    [InlineData("DR_REGION", "eu-west-1")]
    public void A_bad_value_is_refused_with_its_name_the_value_and_what_is_expected(string name, string value)
    {
        var error = Should.Throw<SettingException>(() => CloudSettings.Read(n => n == name ? value : null));

        error.Message.ShouldStartWith($"{name} is '{value}'; expected ");
    }
}
