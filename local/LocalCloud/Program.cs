using LocalCloud.Commands;
using LocalCloud.Deploy;

try
{
    return args switch
    {
        [] or ["cloud"] => await CloudCommand.RunAsync(
            CloudSettings.Read(Environment.GetEnvironmentVariable)
        ),
        ["invoke", .. var arguments] => await InvokeCommand.RunAsync(
            InvokeSettings.Read(arguments, Environment.GetEnvironmentVariable, RepositoryRoot.Find()),
            Console.Out,
            Console.Error
        ),
        ["doctor"] => await DoctorCommand.RunAsync(
            DoctorSettings.Read(Environment.GetEnvironmentVariable, RepositoryRoot.Find()),
            Console.Out,
            Console.Error
        ),
        _ => throw new SettingException(
            $"The command is '{string.Join(' ', args)}'; expected cloud, doctor, or invoke --function NAME --event FILE."
        ),
    };
}
catch (SettingException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
