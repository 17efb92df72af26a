namespace Scenarios.AwsBackup;

/// <summary>The database's tags and the settings of selection, where AWS Backup made the snapshot.</summary>
public sealed class WhatTagsSay
{
    [Theory]
    [InlineData("region", "RegionOnly", "CopyJob")]
    [InlineData("copy", "BackupCopyJob", "CopyJob")]
    public async Task The_databases_tag_chooses_the_mode(string mode, string route, string means)
    {
        await using var estate = await Estate.WithVault();
        await BackUpTagged(estate, ("snapshot-relay:mode", mode));

        var relay = estate.ShouldBeRelayedBy(route);
        Estate.Means(relay).ShouldBe(means);
        Estate.Reason(relay).ShouldStartWith($"Mode {mode} by the tag snapshot-relay:mode of the database");
    }

    [Fact]
    public async Task The_databases_tag_share_has_RDS_rescue_and_share_it()
    {
        await using var estate = await Estate.WithVault();
        await BackUpTagged(estate, ("snapshot-relay:mode", "share"));

        Estate.Route(estate.Succeeded()).ShouldBe("RegionThenShare");
        estate.Shares.ShouldHaveSingleItem();
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "snapshot-relay:mode",
        "skip",
        "",
        "",
        "the tag snapshot-relay:mode of the database says skip"
    )]
    [InlineData(
        "team",
        "shop",
        "SelectTypes",
        "automated,manual",
        "awsbackup snapshots are not in SelectTypes"
    )]
    [InlineData(
        "team",
        "shop",
        "SelectTag",
        "dr",
        "neither the snapshot nor database orders has the tag dr of SelectTag"
    )]
    public async Task What_is_not_selected_is_left_alone_and_the_log_says_why(
        string tag,
        string value,
        string parameter,
        string setTo,
        string reason
    )
    {
        await using var estate = await With(parameter, setTo);
        await BackUpTagged(estate, (tag, value));

        estate.Executions.ShouldBeEmpty();
        estate.EventOutcomes.ShouldContain($"Nothing to do: {reason}.");
    }

    [Fact]
    public async Task What_the_databases_tag_selects_is_relayed()
    {
        await using var estate = await With("SelectTag", "dr=yes");
        await BackUpTagged(estate, ("dr", "yes"));

        estate.ShouldBeRelayedBy("BackupCopyJob");
    }

    private static Task<Estate> With(string parameter, string setTo) =>
        Estate.WithVault(deploy: s =>
            parameter.Length == 0
                ? s
                : s with
                {
                    Parameters = new Dictionary<string, string> { [parameter] = setTo },
                }
        );

    private static async Task BackUpTagged(Estate estate, (string Key, string Value) tag)
    {
        var database = await estate.Orders();
        await estate.Tag(database, tag.Key, tag.Value);
        await estate.BackUp(database);
        await estate.RunUntilIdle();
    }
}
