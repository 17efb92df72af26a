using Amazon.KeyManagementService.Model;

namespace Relay.Aws;

/// <summary>Looks at KMS keys.</summary>
public interface IKeys
{
    /// <summary>What KMS says of a key, asked in the key's own Region.</summary>
    Task<KeyLookup> Look(Actor actor, KeyArn key);
}

/// <inheritdoc cref="IKeys"/>
public sealed class Keys(AwsConnection aws) : IKeys
{
    /// <inheritdoc/>
    public Task<KeyLookup> Look(Actor actor, KeyArn key) =>
        AwsCall.Make<KeyLookup>(
            $"DescribeKey of {key}",
            async () =>
            {
                try
                {
                    var reply = await aws.Kms(new Place(key.Region, actor))
                        .DescribeKeyAsync(new DescribeKeyRequest { KeyId = key.ToString() });
                    var found = reply.KeyMetadata;
                    return new KeyLookup.Found(
                        new KeyFacts(
                            KeyArn.Parse(found.Arn),
                            found.KeyState.Value,
                            found.KeyManager.Value == "AWS",
                            found.KeySpec?.Value is null or "SYMMETRIC_DEFAULT"
                                && found.KeyUsage?.Value is null or "ENCRYPT_DECRYPT"
                        )
                    );
                }
                catch (NotFoundException)
                {
                    return new KeyLookup.NotFound();
                }
                catch (Amazon.KeyManagementService.AmazonKeyManagementServiceException e)
                    when (e.ErrorCode == "AccessDeniedException")
                {
                    return new KeyLookup.Denied(e.Message);
                }
            }
        );
}
