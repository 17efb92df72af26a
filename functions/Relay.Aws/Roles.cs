using Amazon.SecurityToken;

namespace Relay.Aws;

/// <summary>The relay's roles in the DR account.</summary>
public interface IRoles
{
    /// <summary>Assumes a role, to see that it can be done.</summary>
    /// <exception cref="RoleNotAssumableException">It can't.</exception>
    Task CheckAssumable(Actor actor);
}

/// <inheritdoc cref="IRoles"/>
public sealed class Roles(AwsConnection aws) : IRoles
{
    /// <inheritdoc/>
    public Task CheckAssumable(Actor actor) =>
        AwsCall.Make(
            $"AssumeRole of {aws.RoleOf(actor)}",
            async () =>
            {
                try
                {
                    return await aws.Credentials(actor).GetCredentialsAsync();
                }
                catch (AmazonSecurityTokenServiceException e)
                    when (e.ErrorCode is "AccessDenied" or "NoSuchEntity")
                {
                    throw new RoleNotAssumableException(aws.RoleOf(actor), e.Message);
                }
            }
        );
}
