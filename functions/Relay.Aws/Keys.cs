using Amazon.KeyManagementService.Model;

namespace Relay.Aws;

/// <summary>Looks at KMS keys.</summary>
public interface IKeys
{
    /// <summary>What KMS says of a key, asked at a place; the key in any of the forms that <c>KmsKeyId</c> takes.</summary>
    Task<KeyLookup> Look(Place place, string key);
}

/// <inheritdoc cref="IKeys"/>
public sealed class Keys(AwsConnection aws) : IKeys
{
    /// <inheritdoc/>
    public Task<KeyLookup> Look(Place place, string key) =>
        AwsCall.Make<KeyLookup>(
            $"DescribeKey of {key} in {place}",
            async () =>
            {
                try
                {
                    var reply = await aws.Kms(place).DescribeKeyAsync(new DescribeKeyRequest { KeyId = key });
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
