"""A function whose files others may not read doesn't run; MiniStack unpacks every file with modes of its own.

On Lambda the owner of the files is not the user that the function runs as.
Rule: Lambda's developer guide, "Deploy Lambda functions as .zip file archives", deployment package file permissions;
the error is the one of https://github.com/aws/aws-cdk/issues/8233.
"""

import io
import stat
import zipfile

import ministack.core.lambda_runtime as lambda_runtime
import ministack.services.cloudformation.provisioners as provisioners

from .expect import replace_text, wrap

_UNIX = 3


def install(_clock):
    # Code that stands in a template is put into an archive by Lambda itself.
    replace_text(
        provisioners,
        "_zip_inline",
        [('zf.writestr(f"{module}{ext}", source)', 'zf.writestr(readable_entry(f"{module}{ext}"), source)')],
        readable_entry=_readable_entry,
    )

    @wrap(lambda_runtime.Worker, "__init__", "(self, func_name, config, code_zip)")
    def init(original, self, func_name, config, code_zip):
        original(self, func_name, config, code_zip)
        self.unreadable = first_unreadable(code_zip)

    @wrap(lambda_runtime.Worker, "invoke",
          "(self, event, request_id, *, trace_id=None, depth=None, durable=None, invoked_function_arn=None)")
    def invoke(original, self, *args, **kwargs):
        if self.unreadable is None:
            return original(self, *args, **kwargs)
        error = f"EACCES: permission denied, open '/var/task/{self.unreadable}'"
        return {"status": "error", "error": error, "errorType": "Error", "trace": f"Error: {error}"}


def first_unreadable(code_zip):
    """The name of a file in an archive that others than its owner may not read; None where they may read all."""
    with zipfile.ZipFile(io.BytesIO(code_zip)) as archive:
        for entry in archive.infolist():
            # Archives made elsewhere than on Unix have no modes.
            if entry.create_system == _UNIX and not entry.external_attr >> 16 & stat.S_IROTH:
                return entry.filename
    return None


def _readable_entry(name):
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
