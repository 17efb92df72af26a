namespace Relay.Functions.Tests;

/// <summary>What a step writes, the next one reads: through the real serializer.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void A_copy_job_that_has_not_told_its_copy_yet_is_read_again()
    {
        var started = new CopyProgress(null, "CREATED", DateTimeOffset.UnixEpoch, JobId: "4BDC7B2E");
        var serializer = new RelaySerializer();
        using var stream = new MemoryStream();

        serializer.Serialize(new RelayDocument { RegionCopy = started, AccountCopy = started }, stream);
        stream.Position = 0;
        var read = serializer.Deserialize<RelayDocument>(stream);

        read.RegionCopy.ShouldBe(started);
        read.AccountCopy.ShouldBe(started);
    }
}
