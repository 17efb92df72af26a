using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:orders")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1234")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:shop-2026-11-20-03-00")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:awsbackup:job-1234")]
    [InlineData("arn:aws:backup:eu-west-1:111111111111:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45")]
    [InlineData("arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0")]
    [InlineData("arn:aws-us-gov:rds:us-gov-west-1:111111111111:snapshot:orders")]
    [InlineData("arn:aws-cn:rds:cn-north-1:111111111111:snapshot:orders")]
    public void A_snapshots_ARN_is_read_and_written_unchanged(string text) =>
        SnapshotArn.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("", "(nothing)")]
    [InlineData("orders", "'orders'")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:db:orders", "is not a snapshot or a recovery point")]
    [InlineData("arn:aws:rds:eu-west-1:1111:snapshot:orders", "'1111' is not an AWS account")]
    [InlineData("arn:aws:rds:europe:111111111111:snapshot:orders", "'europe' is not an AWS Region")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:", "(nothing) is not a snapshot's name")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:or ders", "is not a snapshot's name")]
    [InlineData("arn:aws:rds:cn-north-1:111111111111:snapshot:orders", "is in aws-cn")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:orders\n", "is not a snapshot's name")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111\n:snapshot:orders", "is not an AWS account")]
    [InlineData("arn:aws:rds:eu-west-1\n:111111111111:snapshot:orders", "is not an AWS Region")]
    public void A_wrong_ARN_is_refused_in_words_that_name_the_value_and_show_a_right_one(
        string text,
        string words
    ) =>
        Should
            .Throw<FormatException>(() => SnapshotArn.Parse(text))
            .Message.ShouldSatisfyAllConditions(
                m => m.ShouldContain(words),
                m => m.ShouldContain("expected ")
            );

    [Fact]
    public void Whatever_is_sent_the_message_stays_short() =>
        Prop.ForAll<NonNull<string>>(text =>
            {
                var sent = string.Concat(Enumerable.Repeat(text.Get, 500));
                try
                {
                    return SnapshotArn.Parse(sent).ToString() == sent;
                }
                catch (FormatException e)
                {
                    return e.Message.Length < 600;
                }
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab")]
    [InlineData("arn:aws-cn:kms:cn-north-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef")]
    public void A_keys_ARN_is_read_and_written_unchanged(string text) =>
        KeyArn.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void An_alias_is_not_a_key() =>
        Should
            .Throw<FormatException>(() => KeyArn.Parse("arn:aws:kms:eu-central-1:111111111111:alias/relay"))
            .Message.ShouldContain("expected a key ARN");
}
